import { error } from '@sveltejs/kit';
import { shown as taken } from '$lib/contracts/index.ts';
import { QuestionError, together } from '$lib/server/index.ts';
import { commonKeysOf, comparisonOf, grainFor, readFilter, standardWindow } from '$lib/filters/index.ts';
import type { PageServerLoad } from './$types';

/** The overview: what failed in the chosen window, against the period before, and where. */
export const load: PageServerLoad = async ({ url, parent, request }) => {
  const { facts } = await parent();
  if (!facts) return { overview: null };
  const chosen = readFilter(url.searchParams);
  const dates = chosen.from || chosen.to ? facts.window : standardWindow(facts.window);
  const filter = { ...dates, ...chosen };
  const shown = { from: filter.from, to: filter.to };
  const keys = commonKeysOf(filter);
  const compare = comparisonOf(filter);
  try {
    const grain = grainFor(shown);
    const { from, to, campus_id, category } = keys;
    const [summary, series, totals, lost, buildings, hours, channels, found, bills] = await together(
      (ask) =>
        Promise.all([
          ask('summary', { ...keys, compare }),
          ask('series', { ...keys, by: 'category', grain }),
          ask('series', { ...keys, grain }),
          ask('series', { ...keys, grain, metric: 'lost_orders' }),
          ask('ranking', { ...keys, compare, by: 'building_id', limit: 8 }),
          ask('ranking', { ...keys, compare, by: 'hour', limit: 8 }),
          ask('ranking', { ...keys, compare, by: 'channel', limit: 8 }),
          ask('incidents', { from, to, campus_id, category }),
          ask('reconciliation', { from, to, campus_id, channel: keys.channel, limit: 1 }),
        ]),
      request.signal,
    );
    const incidents = found.incidents;
    const before =
      bills.corrected > 0 ? { corrected: bills.corrected, rate: bills.before.failure_rate } : null;
    const overview = {
      filter,
      grain,
      summary,
      series,
      totals,
      lost,
      buildings,
      hours,
      channels,
      incidents,
      before,
    };
    const exports = [
      taken('summary', { ...keys, compare }),
      taken('series', { ...keys, grain }),
      taken('ranking', { ...keys, compare, by: 'building_id' }),
      taken('attempts', keys),
    ];
    return { shown, overview, exports };
  } catch (cause) {
    if (cause instanceof QuestionError) error(cause.status, { message: cause.message, field: cause.field });
    throw cause;
  }
};
