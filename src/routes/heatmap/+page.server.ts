import { error } from '@sveltejs/kit';
import { explainKeys } from '$lib/components/heatmap/drill.ts';
import { readBaseline, readBlock, readQuestion } from '$lib/components/heatmap/question.ts';
import { shown as taken } from '$lib/contracts/index.ts';
import { commonKeysOf, readFilter, standardWindow, writeFilter } from '$lib/filters/index.ts';
import { parseKeys, QuestionError, together } from '$lib/server/index.ts';
import type { PageServerLoad } from './$types';

/**
 * The heatmap of the chosen window, with the explanation of the open cells where the address asks for it. Opening a cell
 * alone changes none of the keys read here, so it asks nothing again.
 */
export const load: PageServerLoad = async ({ url, parent, request }) => {
  const { facts } = await parent();
  if (!facts) return { heatmap: null };
  const chosen = readFilter(url.searchParams);
  const dates = chosen.from || chosen.to ? facts.window : standardWindow(facts.window);
  const filter = { ...dates, ...chosen };
  try {
    const question = readQuestion(url.searchParams);
    const baseline = readBaseline(url.searchParams);
    const block = baseline && readBlock(url.searchParams);
    const keys = commonKeysOf(filter);
    const { from, to, campus_id, category } = keys;
    const why =
      baseline && block
        ? parseKeys('explain', explainKeys(writeFilter(keys), question, block, baseline))
        : undefined;
    const [answer, { incidents }, explained] = await together(
      (ask) =>
        Promise.all([
          ask('heatmap', { ...keys, ...question }),
          ask('incidents', { from, to, campus_id, category }),
          why ? ask('explain', why) : null,
        ]),
      request.signal,
    );
    return {
      shown: { from: filter.from, to: filter.to },
      exports: [taken('heatmap', { ...keys, ...question }), taken('attempts', keys)],
      heatmap: { filter, question, answer, incidents, explained },
    };
  } catch (cause) {
    if (cause instanceof QuestionError) error(cause.status, { message: cause.message, field: cause.field });
    throw cause;
  }
};
