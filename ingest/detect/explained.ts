import type { Place } from './figures.ts';
import { ANY, type Explained } from './marks.ts';

/** The instant of a mark, or of a UTC time as the tables hold it. */
const timeOf = (text: string) =>
  Date.parse(/[zZ]|[+-]\d\d:\d\d$/.test(text) ? text : `${text.replace(' ', 'T')}Z`);

/** An incident may begin with the five minutes in which a time lies, and end so long after one: what was off comes back slowly. */
const BEFORE = 5 * 60_000;
const AFTER = 30 * 60_000;

/**
 * Whether somebody has explained what was found here: another incident of the category, marked as false or known, or something planned,
 * whose times and scope hold this one. The marked incident itself stays, under its mark.
 */
export function isExplained(found: Place, explained: readonly Explained[]): boolean {
  return explained.some(
    ({ incident_id, category, scope, from, to }) =>
      incident_id !== found.incident_id &&
      [found.category, ANY].includes(category) &&
      from !== null &&
      to !== null &&
      timeOf(found.started_at) >= timeOf(from) - BEFORE &&
      timeOf(found.started_at) < timeOf(to) &&
      timeOf(found.until) <= timeOf(to) + AFTER &&
      Object.entries(scope).every(([key, value]) => found[key as keyof Place] === value),
  );
}
