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

/** Numbers the leaves' places and rails. */
export function makeWorld(leaves: Leaves, categories: readonly string[], calendar: CalendarDay[]): World {
  const size = leaves.key.length;
  const [campuses, places, rails, channels] = [numbering(), numbering(), numbering(), numbering()];
  const [campusOf, placeOf, railOf] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  const world: World = {
    leaves, categories, campuses: campuses.texts, places: [], rails: [], campusOf, placeOf, railOf,
    dayKind: (campus, date) => (holidays.has(`${campus} ${date}`) ? 2 : isWeekend(date) ? 1 : 0),
  }; // prettier-ignore
  for (let leaf = 0; leaf < size; leaf++) {
    const { campus, building, channel, bank, method } = leaves;
    const [building_id, named] = [building[leaf]!, channel[leaf]!];
    campusOf[leaf] = campuses.of(campus[leaf]!);
    placeOf[leaf] = places.of(JSON.stringify([campus[leaf], building_id]));
    railOf[leaf] = rails.of(JSON.stringify([named, bank[leaf], method[leaf]]));
    world.places[placeOf[leaf]!] ??= { campus: campusOf[leaf]!, building_id };
    world.rails[railOf[leaf]!] ??= {
      channel: named, bank: bank[leaf]!, method: method[leaf]!, channelNumber: channels.of(named),
    }; // prettier-ignore
  }
  const holidays = new Set(
    calendar.filter(({ kind }) => kind === 'holiday').map((it) => `${campuses.texts.indexOf(it.campus_id)} ${it.date}`),
  );
  return world;
}
