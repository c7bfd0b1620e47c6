import { error } from '@sveltejs/kit';
import { heatmapExports } from '$lib/components/heatmap/exports.ts';
import { panelsFor, readMultiples, readQuestion } from '$lib/components/heatmap/question.ts';
import { panelName } from '$lib/components/heatmap/words.ts';
import { commonKeysOf, readFilter, standardWindow } from '$lib/filters/index.ts';
import { getLocale } from '$lib/paraglide/runtime.js';
import { QuestionError, together } from '$lib/server/index.ts';
import type { PageServerLoad } from './$types';

/**
 * The heatmap of the chosen window, and one of each category where the address asks for small multiples. Opening a cell
 * changes none of the keys read here, so it asks nothing again.
 */
export const load: PageServerLoad = async ({ url, parent, request }) => {
  const { facts } = await parent();
  if (!facts) return { heatmap: null };
  const chosen = readFilter(url.searchParams);
  const dates = chosen.from || chosen.to ? facts.window : standardWindow(facts.window);
  const filter = { ...dates, ...chosen };
  try {
    const question = readQuestion(url.searchParams);
    const choices = readMultiples(url.searchParams) ? panelsFor(filter.category) : [];
    const keys = commonKeysOf(filter);
    const { from, to, campus_id, category } = keys;
    const [answer, inWindow, panels] = await together(
      (ask) =>
        Promise.all([
          ask('heatmap', { ...keys, ...question }),
          // Of all categories: another one is then chosen without asking again.
          ask('incidents', { from, to, campus_id }),
          Promise.all(
            choices.map(async ({ panel, categories }) => ({
              panel,
              categories,
              answer: await ask('heatmap', { ...keys, category: categories, ...question }),
            })),
          ),
        ]),
      request.signal,
    );
    const incidents = inWindow.incidents.filter(
      (one) => !category?.length || category.includes(one.category),
    );
    return {
      shown: { from: filter.from, to: filter.to },
      exports: [
        ...heatmapExports(keys, question, answer),
        ...panels.flatMap((one) =>
          heatmapExports(
            { ...keys, category: one.categories },
            question,
            one.answer,
            panelName(one.panel, getLocale()),
          ),
        ),
      ],
      heatmap: { filter, question, answer, panels, incidents },
    };
  } catch (cause) {
    if (cause instanceof QuestionError) error(cause.status, { message: cause.message, field: cause.field });
    throw cause;
  }
};
