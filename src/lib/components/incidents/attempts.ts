import { hoursOf } from '../../charts/incident-marks.ts';
import type { IncidentRow } from '../../contracts/index.ts';

/** The parameters of `attempts` behind an incident: its scope and category, in the hours that it touches. */
export function attemptsQuery(incident: IncidentRow): URLSearchParams {
  const { scope, category } = incident;
  const hours = hoursOf(incident);
  const [first = incident.started_at, last = first] = [hours[0], hours.at(-1)];
  const query = new URLSearchParams({
    from: first.slice(0, 10),
    to: last.slice(0, 10),
    category,
    status: 'failed',
  });
  for (const [key, value] of Object.entries(scope)) {
    query.set(key, key === 'building_id' && scope.campus_id ? `${scope.campus_id}/${value}` : value);
  }
  if (query.get('from') === query.get('to')) {
    for (const hour of hours) query.append('hour', String(Number(hour.slice(11, 13))));
  }
  return query;
}

/** The heatmap of the days and the scope of an incident. */
export function heatmapHref(incident: IncidentRow): string {
  const query = attemptsQuery(incident);
  for (const key of ['status', 'hour', 'building_id']) query.delete(key);
  return `/heatmap?${query.toString().replaceAll('%2F', '/')}`;
}
