import type { CalendarEffectsAnswer, QuestionKeys } from '../../contracts/index.ts';
import { windowOf } from '../filters.ts';
import { knowsIncidents } from '../incidents/read.ts';
import { provenanceOf } from '../provenance.ts';
import { calendarEffects as queryEffects } from '../queries/calendar_effects.ts';
import type { Lease } from '../version.ts';

/** What usually rises with the calendar, and when next. */
export async function calendarEffects(
  lease: Lease,
  keys: QuestionKeys<'calendar_effects'>,
): Promise<CalendarEffectsAnswer> {
  const head = provenanceOf(lease.version, windowOf({}, lease.version));
  return { ...head, calendar_effects: knowsIncidents(lease) ? await queryEffects(lease.run, keys) : [] };
}
