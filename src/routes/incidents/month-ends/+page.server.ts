import { error } from '@sveltejs/kit';
import { shown as taken } from '$lib/contracts/index.ts';
import { readFilter } from '$lib/filters/index.ts';
import { QuestionError, together } from '$lib/server/index.ts';
import type { PageServerLoad } from './$types';

/** Low-balance failures of every day, to be laid over each other by days to the month's end. */
export const load: PageServerLoad = async ({ url, parent, request }) => {
  const { facts } = await parent();
  if (!facts) return { months: null };
  const { campus_id } = readFilter(url.searchParams);
  const metric = url.searchParams.get('metric') === 'failure_rate' ? 'failure_rate' : 'failures';
  try {
    const byBuilding = {
      campus_id,
      category: ['balance' as const],
      rows: 'building_id' as const,
      columns: 'days_to_month_end' as const,
      metric: 'failures' as const,
    };
    const [series, effects, buildings] = await together(
      (ask) =>
        Promise.all([
          ask('series', { campus_id, category: ['balance'], grain: 'day', metric }),
          ask('calendar_effects', { campus_id }),
          ask('heatmap', byBuilding),
        ]),
      request.signal,
    );
    const exports = [
      taken('series', { campus_id, category: 'balance', grain: 'day', metric }),
      taken('calendar_effects', { campus_id }),
      taken('heatmap', byBuilding),
    ];
    return { exports, months: { metric, series, effects: effects.calendar_effects, buildings } as const };
  } catch (cause) {
    if (cause instanceof QuestionError) error(cause.status, { message: cause.message, field: cause.field });
    throw cause;
  }
};
