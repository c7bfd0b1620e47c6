import { wallTimes } from '../../charts/incident-marks.ts';
import type { IncidentRow } from '../../contracts/index.ts';
import type { Filter, ListKey } from '../../filters/index.ts';
import { SCOPED } from './bands.ts';

const MINUTE = 60_000;
const midnight = (date: string) => Date.parse(`${date}T00:00Z`);

/** The share of an incident's time that lies within the dates of a page, both inclusive. */
function shareOfTime(incident: IncidentRow, { from, to }: Filter): number {
  const { start, end: ended } = wallTimes(incident);
  const end = Math.max(start + MINUTE, ended);
  const first = from === undefined ? start : midnight(from);
  const last = to === undefined ? end : midnight(to) + 24 * 60 * MINUTE;
  return Math.max(0, Math.min(end, last) - Math.max(start, first)) / (end - start);
}

/** The share of an incident's places and rails that a page is narrowed to, each taken to have as much of it as any other. */
function shareOfScope({ scope }: IncidentRow, filter: Filter, options: Record<ListKey, string[]>): number {
  const within = (key: ListKey, value: string) =>
    key !== 'building_id' || scope.campus_id === undefined || value.startsWith(`${scope.campus_id}/`);
  return SCOPED.reduce((share, key) => {
    const chosen = filter[key];
    if (chosen === undefined || scope[key] !== undefined) return share;
    const all = options[key].filter((value) => within(key, value)).length;
    return share * Math.min(1, chosen.filter((value) => within(key, value)).length / Math.max(1, all));
  }, 1);
}

/**
 * The incidents of a page, those first of whose excess most lies in what it shows: in its dates and in what it is narrowed to,
 * if the excess is spread evenly over what is left open. What people know to be false is left out, and what has no part in it.
 */
export function foremost(
  incidents: readonly IncidentRow[],
  filter: Filter,
  options: Record<ListKey, string[]>,
): { incident: IncidentRow; excess: number }[] {
  return incidents
    .filter(({ handling }) => handling.state !== 'false')
    .map((incident) => ({
      incident,
      excess: incident.excess * shareOfTime(incident, filter) * shareOfScope(incident, filter, options),
    }))
    .filter(({ excess }) => excess > 0)
    .sort((a, b) => b.excess - a.excess);
}
