import type { Band } from '../../charts/bands.ts';
import { isOf } from '../../charts/incident-marks.ts';
import type { IncidentRow } from '../../contracts/index.ts';
import type { Filter } from '../../filters/index.ts';
import { exact, type Language } from '../../format/index.ts';
import { m } from '../../paraglide/messages.js';
import { incidentSentence } from '../../words/incidents.ts';
import type { Places } from '../../words/names.ts';

/** The page of an incident. */
export const incidentHref = (incident_id: string) => `/incidents/${encodeURIComponent(incident_id)}`;

/** Incidents as bands of a time chart. */
export function bandsOf(incidents: readonly IncidentRow[], places: Places, language: Language): Band[] {
  return incidents.map((incident) => ({
    from: incident.started_at,
    to: incident.ended_at,
    label: incidentSentence(incident, places, language),
    href: incidentHref(incident.incident_id),
    severity: incident.severity,
  }));
}

/** At most so many incidents are told beside a trend. */
export const MOST_LISTED = 2;

/** What the marks on top of a trend stand for, in a line of text: the first incidents, and how many there are. */
export function marksLine(bands: readonly Band[], language: Language): string {
  const locale = { locale: language };
  const first = bands.slice(0, MOST_LISTED).map(({ label }) => label);
  const all = m.trend_all_incidents({ n: exact(bands.length, language) }, locale);
  return `${m.trend_marks({}, locale)} ${[...first, ...(bands.length > MOST_LISTED ? [all] : [])].join(' · ')}`;
}

/** What the scope of an incident may fix, and a page be narrowed to. */
export const SCOPED = ['campus_id', 'building_id', 'channel', 'bank', 'method'] as const;

/** Whether an incident meets what a page is narrowed to; a scope that leaves something open meets any. */
export function concerns(incident: IncidentRow, filter: Filter): boolean {
  return SCOPED.every((key) => {
    const values = filter[key];
    return values === undefined || values.some((value) => isOf(incident, key, value));
  });
}
