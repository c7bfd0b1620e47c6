import type { Comparison } from '../contracts/index.ts';
import { windowAYearBefore, windowBefore, windowOfSameDays, windowOfWeekdays } from './dates.ts';
import type { Window } from './dates.ts';
import { withinData } from './filters.ts';
import type { Version } from './version.ts';

const COMPARED: Record<Exclude<Comparison, 'none'>, (window: Window) => Window | null> = {
  previous: windowBefore,
  month: windowOfSameDays,
  weekday: windowOfWeekdays,
  year: windowAYearBefore,
};

/** The window that one is compared with; null where nothing was asked for, or not all of it lies within the data. */
export function comparedWindow(
  window: Window | null,
  comparison: Comparison,
  version: Version,
): Window | null {
  return window && comparison !== 'none' ? withinData(COMPARED[comparison](window), version) : null;
}
