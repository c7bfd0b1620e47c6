import { error } from '@sveltejs/kit';
import { INCIDENT_STATUSES, shown as taken, VERDICTS } from '$lib/contracts/index.ts';
import { commonKeysOf, grainFor, readFilter, standardWindow } from '$lib/filters/index.ts';
import { QuestionError, together } from '$lib/server/index.ts';
import type { PageServerLoad } from './$types';

/** The incidents of the chosen window, beside the trend of failures, and what the calendar will bring. */
export const load: PageServerLoad = async ({ url, parent, request }) => {
  const { facts } = await parent();
  if (!facts) return { incidents: null };
  const chosen = readFilter(url.searchParams);
  const dates = chosen.from || chosen.to ? facts.window : standardWindow(facts.window);
  const filter = { ...dates, ...chosen };
  const shown = { from: filter.from, to: filter.to };
  const { from, to, campus_id, category } = commonKeysOf(filter);
  const oneOf = <Name extends string>(key: string, names: readonly Name[]) =>
    names.filter((name) => url.searchParams.getAll(key).includes(name));
  const [status, verdict] = [oneOf('status', INCIDENT_STATUSES), oneOf('verdict', VERDICTS)];
  const some = <Value>(list: Value[]) => (list.length > 0 ? list : undefined);
  try {
    const grain = grainFor(shown);
    const [answer, series, effects] = await together(
      (ask) =>
        Promise.all([
          ask('incidents', { from, to, campus_id, category, status: some(status), verdict: some(verdict) }),
          ask('series', { from, to, campus_id, category, grain }),
          ask('calendar_effects', { campus_id, category }),
        ]),
      request.signal,
    );
    const incidents = { filter, status, verdict, grain, answer, series, effects: effects.calendar_effects };
    const keys = { from, to, campus_id, category };
    const exports = [
      taken('incidents', { ...keys, status, verdict }, answer.incidents.length),
      taken('series', { ...keys, grain }, series.points.length),
      taken('calendar_effects', { campus_id, category }),
    ];
    return { shown, incidents, exports };
  } catch (cause) {
    if (cause instanceof QuestionError) error(cause.status, { message: cause.message, field: cause.field });
    throw cause;
  }
};
