import type { Place } from './figures.ts';
import type { Explained } from './marks.ts';

/** The instant of a mark, or of a UTC time as the tables hold it. */
const timeOf = (text: string) =>
  Date.parse(/[zZ]|[+-]\d\d:\d\d$/.test(text) ? text : `${text.replace(' ', 'T')}Z`);

/**
 * Whether somebody has explained what was found here: another incident of the category, marked as false or known, whose
 * times and scope hold this one. The marked incident itself stays, under its mark.
 */
export function isExplained(found: Place, explained: readonly Explained[]): boolean {
  return explained.some(
    ({ incident_id, category, scope, from, to }) =>
      incident_id !== found.incident_id &&
      category === found.category &&
      from !== null &&
      to !== null &&
      timeOf(from) <= timeOf(found.started_at) &&
      timeOf(found.until) <= timeOf(to) &&
      Object.entries(scope).every(([key, value]) => found[key as keyof Place] === value),
  );
}
