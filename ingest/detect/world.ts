import type { Leaves } from './bins.ts';

/** Kinds of day that have curves of their own. */
export const DAY_KINDS = ['workday', 'weekend', 'holiday'] as const;

/** Half hours in a day. */
export const HALF_HOURS = 48;

/** Leaves as numbers of places, rails and campuses; the rest of the detector knows them by these alone. */
export interface World {
  leaves: Leaves;
  categories: readonly string[];
  campuses: string[];
  places: { campus: number; building_id: string }[];
  rails: { channel: string; bank: string; method: string; channelNumber: number }[];
  campusOf: Int32Array;
  placeOf: Int32Array;
  railOf: Int32Array;
  /** Kind of a local date (days since 1970) on a campus, an index of DAY_KINDS. */
  dayKind(campus: number, date: number): number;
  /** Local date (days since 1970) and half hour of a bin on a campus. */
  localTime(campus: number, bin: number): { date: number; half: number };
  /** Whether the operator's calendar names a local date of a campus as one of this kind. */
  isNamed(kind: 'holiday' | 'allowance' | 'exam', campus: number, date: number): boolean;
  /** Whether all campuses have the same dates of a kind. */
  isAlike: Record<'allowance' | 'exam', boolean>;
  /** Days to the next allowance that the calendar names, at most a week; null where there is none. */
  daysToAllowance(campus: number, date: number): number | null;
}

/** A day that the operator's calendar names. */
export interface CalendarDay {
  campus_id: string;
  date: number;
  kind: string;
}

function numbering(): { texts: string[]; of(text: string): number } {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  return {
    texts,
    of(text) {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, texts.length);
      return texts.push(text) - 1;
    },
  };
}

/** 1970-01-01 was a Thursday. */
const isWeekend = (date: number) => (date + 3) % 7 >= 5;

/** Monday of a local date's week. */
export const weekOf = (date: number) => date - ((date + 3) % 7);

function localTime(timeZone: string, bin: number): { date: number; half: number } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  const [day = '', time = ''] = parts.format(new Date(bin * 300_000)).split(', ');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { date: Date.parse(day) / 86_400_000, half: 2 * hour + (minute >= 30 ? 1 : 0) };
}

/** The number of what has none: `places` and `rails` end with such rows, for what was never seen when learning. */
const NONE = -1;

/** Numbers the leaves' places and rails. */
export function makeWorld(
  leaves: Leaves,
  categories: readonly string[],
  calendar: CalendarDay[],
  zones: Record<string, string>,
): World {
  const size = leaves.key.length;
  const [campuses, places, rails, channels] = [numbering(), numbering(), numbering(), numbering()];
  const [campusOf, placeOf, railOf] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  const named: Record<string, Set<number>[]> = { holiday: [], allowance: [], exam: [] };
  const isNamed: World['isNamed'] = (kind, campus, date) => named[kind]?.[campus]?.has(date) === true;
  const world: World = {
    leaves, categories, campuses: campuses.texts, places: [], rails: [], campusOf, placeOf, railOf, isNamed,
    dayKind: (campus, date) => (isNamed('holiday', campus, date) ? 2 : isWeekend(date) ? 1 : 0),
    localTime: (campus, bin) => localTime(zones[campuses.texts[campus] ?? ''] ?? 'Asia/Shanghai', bin),
    isAlike: { allowance: true, exam: true },
    daysToAllowance(campus, date) {
      const days = Array.from({ length: 8 }, (_, ahead) => ahead);
      return days.find((ahead) => isNamed('allowance', campus, date + ahead)) ?? null;
    },
  }; // prettier-ignore
  const { campus, building, channel, bank, method } = leaves;
  const railText = (leaf: number) => JSON.stringify([channel[leaf], bank[leaf], method[leaf]]);
  for (const text of [...new Set(leaves.key.map((_, leaf) => railText(leaf)))].sort()) rails.of(text);
  for (let leaf = 0; leaf < size; leaf++) {
    const [building_id, name] = [building[leaf]!, channel[leaf]!];
    campusOf[leaf] = campuses.of(campus[leaf]!);
    placeOf[leaf] = places.of(JSON.stringify([campus[leaf], building_id]));
    railOf[leaf] = rails.of(railText(leaf));
    world.places[placeOf[leaf]!] ??= { campus: campusOf[leaf]!, building_id };
    world.rails[railOf[leaf]!] ??= {
      channel: name, bank: bank[leaf]!, method: method[leaf]!, channelNumber: channels.of(name),
    }; // prettier-ignore
  }
  for (const { kind, campus_id, date } of calendar) {
    const at = campuses.texts.indexOf(campus_id);
    if (at >= 0 && named[kind]) (named[kind][at] ??= new Set()).add(date);
  }
  for (const kind of ['allowance', 'exam'] as const) {
    const dates = campuses.texts.map((_, at) => [...(named[kind]![at] ?? [])].sort().join(' '));
    world.isAlike[kind] = new Set(dates).size <= 1;
  }
  for (const campus of [...campuses.texts.keys(), NONE]) world.places.push({ campus, building_id: '' });
  for (const channel of [...channels.texts, ''])
    world.rails.push({ channel, bank: '', method: '', channelNumber: channels.texts.indexOf(channel) });
  return world;
}
