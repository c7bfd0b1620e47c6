import { error } from '@sveltejs/kit';
import { readQuestion } from '$lib/components/heatmap/question.ts';
import { commonKeysOf, readFilter, standardWindow } from '$lib/filters/index.ts';
import { QuestionError, together } from '$lib/server/index.ts';
import type { PageServerLoad } from './$types';

/** The heatmap of the chosen window. Opening a cell changes none of the keys read here, so it asks nothing again. */
export const load: PageServerLoad = async ({ url, parent }) => {
  const { facts } = await parent();
  if (!facts) return { heatmap: null };
  const chosen = readFilter(url.searchParams);
  const dates = chosen.from || chosen.to ? facts.window : standardWindow(facts.window);
  const filter = { ...dates, ...chosen };
  try {
    const question = readQuestion(url.searchParams);
    const keys = commonKeysOf(filter);
    const { from, to, campus_id, category } = keys;
    const [answer, { incidents }] = await together((ask) =>
      Promise.all([
        ask('heatmap', { ...keys, ...question }),
        ask('incidents', { from, to, campus_id, category }),
      ]),
    );
    return { shown: { from: filter.from, to: filter.to }, heatmap: { filter, question, answer, incidents } };
  } catch (cause) {
    if (cause instanceof QuestionError) error(cause.status, { message: cause.message, field: cause.field });
    throw cause;
  }
};
