import type { CalendarEffect } from '../../contracts/index.ts';
import type { Parameters } from '../parameters.ts';
import type { Run } from '../version.ts';

/** What usually rises with the calendar, strongest first. */
export const calendarEffects = (run: Run, parameters: Parameters) =>
  run<CalendarEffect>('calendar_effects', parameters);
