import {
  addDays,
  differenceInCalendarDays,
  endOfMonth,
  format,
  parseISO,
  startOfMonth,
  subMonths,
} from 'date-fns';
import { GRAINS, type Grain } from '../contracts/names.ts';

/** Two local dates, both inclusive. */
export type DateWindow = { from: string; to: string };

/** The windows that can be chosen with one press. */
export const PRESETS = ['today', 'yesterday', 'last7', 'last28', 'thisMonth', 'lastMonth', 'all'] as const;
export type Preset = (typeof PRESETS)[number];

const iso = (date: Date) => format(date, 'yyyy-MM-dd');

/** The window that a preset means for data that covers `data`: "last" counts from the end of the data. */
export function presetWindow(preset: Preset, data: DateWindow): DateWindow {
  const end = parseISO(data.to);
  const before = subMonths(end, 1);
  const yesterday = iso(addDays(end, -1));
  const windows: Record<Preset, DateWindow> = {
    today: { from: data.to, to: data.to },
    yesterday: { from: yesterday, to: yesterday },
    last7: { from: iso(addDays(end, -6)), to: data.to },
    last28: { from: iso(addDays(end, -27)), to: data.to },
    thisMonth: { from: iso(startOfMonth(end)), to: data.to },
    lastMonth: { from: iso(startOfMonth(before)), to: iso(endOfMonth(before)) },
    all: data,
  };
  return windows[preset];
}

/** The six whole or begun months up to the end of the data: the window in which month ends are laid over each other. */
export function monthEndsWindow(data: DateWindow): DateWindow {
  return { from: iso(startOfMonth(subMonths(parseISO(data.to), 5))), to: data.to };
}

/** The preset that a window is, if it is one. */
export function presetOf(window: DateWindow, data: DateWindow): Preset | undefined {
  return (['all', ...PRESETS] as const).find((preset) => {
    const { from, to } = presetWindow(preset, data);
    return from === window.from && to === window.to;
  });
}

/** How many days a window has. */
export function daysIn(window: DateWindow): number {
  return differenceInCalendarDays(parseISO(window.to), parseISO(window.from)) + 1;
}

/** The bucket lengths that make a picture of a window: more than one bucket, and not thousands. */
export function grainsFor(window: DateWindow): Grain[] {
  const days = daysIn(window);
  const fits: Record<Grain, boolean> = {
    hour: days <= 31,
    day: days > 1 && days <= 1100,
    week: days > 7,
    month: days > 31,
  };
  return GRAINS.filter((grain) => fits[grain]);
}

/** The bucket length that an address asks for, where it makes a picture of the window, or else the standard one. */
export function readGrain(params: URLSearchParams, window: DateWindow): Grain {
  return grainsFor(window).find((grain) => grain === params.get('grain')) ?? grainFor(window);
}

/** The bucket length that keeps a trend readable: some dozens of points. */
export function grainFor(window: DateWindow): Grain {
  const days = daysIn(window);
  if (days <= 3) return 'hour';
  if (days <= 100) return 'day';
  return days <= 730 ? 'week' : 'month';
}

/** The window of an overview that nobody has narrowed: the last 28 days, if as many days lie before them to compare with. */
export function standardWindow(data: DateWindow): DateWindow {
  return daysIn(data) >= 56 ? presetWindow('last28', data) : data;
}
