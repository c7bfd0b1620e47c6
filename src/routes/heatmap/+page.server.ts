import { error } from '@sveltejs/kit';
import { explainKeys } from '$lib/components/heatmap/drill.ts';
import { readBaseline, readCell, readQuestion } from '$lib/components/heatmap/question.ts';
import { commonKeysOf, readFilter, standardWindow, writeFilter } from '$lib/filters/index.ts';
import { parseKeys, QuestionError, together } from '$lib/server/index.ts';
import type { PageServerLoad } from './$types';

/**
 * The heatmap of the chosen window, with the explanation of the open cell where the address asks for it. Opening a cell
 * alone changes none of the keys read here, so it asks nothing again.
 */
export const load: PageServerLoad = async ({ url, parent }) => {
  const { facts } = await parent();
  if (!facts) return { heatmap: null };
  const chosen = readFilter(url.searchParams);
  const dates = chosen.from || chosen.to ? facts.window : standardWindow(facts.window);
  const filter = { ...dates, ...chosen };
  try {
    const question = readQuestion(url.searchParams);
    const baseline = readBaseline(url.searchParams);
    const cell = baseline && readCell(url.searchParams);
    return await together(async (ask) => {
      const answer = await ask('heatmap', { ...commonKeysOf(filter), ...question });
      const filters = writeFilter(commonKeysOf(filter));
      const explained =
        baseline && cell
          ? await ask('explain', parseKeys('explain', explainKeys(filters, question, cell, baseline)))
          : null;
      return {
        shown: { from: filter.from, to: filter.to },
        heatmap: { filter, question, answer, explained },
      };
    });
  } catch (cause) {
    if (cause instanceof QuestionError) error(cause.status, { message: cause.message, field: cause.field });
    throw cause;
  }
};
