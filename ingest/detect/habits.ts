import type { Baseline } from './baseline.ts';
import { KINDS, meet, type Scope, type Slices } from './slices.ts';
import type { Rings } from './windows.ts';

/** Hours before the present with which a memory ends: windows of up to two hours, a day, and three days lie after it. */
export const LAGS = [3, 25, 73] as const;

/** The memory that knows nothing of a window of so many bins, or of longer ones the oldest there is: its place in LAGS. */
export function lagOf(window: number): number {
  const found = LAGS.findIndex((hours) => window / 12 < hours);
  return found < 0 ? LAGS.length - 1 : found;
}

/** Hours after which what a slice was like counts half. */
const HALF_LIFE = 72;
/** Failures that draw a slice's own level towards the model's. */
const PSEUDO = 15;
/** Hours after which a stray counts half in the spread. */
const SPREAD_HALF_LIFE = 24 * 28;
/** What the spread of the learned days weighs: as many hours of about one failure. */
const PRIOR = 200;
/** Strays count as if they were no further away than so many standard deviations: incidents teach no spread. */
const CLIP = 3;
/** A day further above than so many standard deviations is no ordinary day: the rise of a month's end teaches no spread. */
const FAR_DAY = 2.5;
/** Hours and days with fewer expected failures tell nothing of the spread. */
const LEAST = 0.2;
/** Sum of the squared shares that the hours of an ordinary day have in its failures. */
const DAY_SHARE = 1 / 8;
const LEAST_SPREAD = { hour: 0.01, day: 0.003 } as const;

/** Sums of squares beyond Poisson, and what they would be at a spread of 1; [kind × category]. */
interface Strays {
  extra: Float64Array;
  square: Float64Array;
}

/**
 * What slices have been like lately beside what the model said beforehand: each slice's own level (decayed failures seen
 * and usual, [slice × category], one pair for each of LAGS), and how far the slices of a kind stray.
 */
export interface Habits {
  seen: Float64Array[];
  usual: Float64Array[];
  /** Since midnight, [slice × category]. */
  daySeen: Float64Array;
  dayUsual: Float64Array;
  hours: Strays;
  days: Strays;
  /** Spread that an hour has of its own, and a day, [kind × category]. */
  fast: Float64Array;
  slow: Float64Array;
  /** Last hour that was taken in. */
  hour: number;
}

/** What an incident explains: hours since 1970, both inclusive. */
export interface Explained {
  c: number;
  scope: Scope;
  from: number;
  to: number;
}

/** Nothing known of any slice. */
export function makeHabits({ scope }: Slices, C: number): Habits {
  const ofSlices = () => new Float64Array(scope.length * C);
  const ofKinds = () => new Float64Array(KINDS.length * C);
  return {
    seen: LAGS.map(ofSlices), usual: LAGS.map(ofSlices), daySeen: ofSlices(), dayUsual: ofSlices(),
    hours: { extra: ofKinds(), square: ofKinds() }, days: { extra: ofKinds(), square: ofKinds() },
    fast: ofKinds().fill(0.05), slow: ofKinds().fill(0.02), hour: -1,
  }; // prettier-ignore
}

/** How a slice stands to the model: the mean of a gamma posterior. */
export const ownLevel = ({ seen, usual }: Habits, index: number, lag: number): number =>
  (seen[lag]![index]! + PSEUDO) / (usual[lag]![index]! + PSEUDO);

/** Relative variance of a slice's own level. */
export const ownVariance = ({ usual }: Habits, index: number, lag: number): number =>
  1 / (usual[lag]![index]! + PSEUDO);

const decay = (values: Float64Array, keep: number) => {
  for (let at = 0; at < values.length; at++) values[at]! *= keep;
};

/** Estimates the spreads from the strays, drawn towards that of the learned days. */
function setSpreads({ hours, days, fast, slow }: Habits, { spread }: Baseline, C: number): void {
  for (let at = 0; at < fast.length; at++) {
    const prior = spread[KINDS[Math.floor(at / C)]!.place][at % C]!;
    const of = ({ extra, square }: Strays, first: number) =>
      (extra[at]! + PRIOR * first) / (square[at]! + PRIOR);
    const [hour, day] = [of(hours, prior), of(days, prior * DAY_SHARE)];
    const own = Math.max(0, hour - Math.max(0, day)) / (1 - DAY_SHARE);
    fast[at] = Math.min(1, Math.max(LEAST_SPREAD.hour, own));
    slow[at] = Math.min(1, Math.max(LEAST_SPREAD.day, day - own * DAY_SHARE));
  }
}

/** Notes x failures where m were usual, each stray weighted by how sharply it tells the spread. */
function note({ extra, square }: Strays, at: number, x: number, m: number, alpha: number): void {
  const variance = m + alpha * m * m;
  const weight = (m / variance) ** 2;
  const stray = Math.min(Math.abs(x - m), CLIP * Math.sqrt(variance) + 1);
  extra[at]! += weight * (stray * stray - m);
  square[at]! += weight * m * m;
}

function takeHour(
  habits: Habits,
  slices: Slices,
  rings: Rings,
  explained: readonly Explained[],
  hour: number,
  lag: number,
): void {
  const C = rings.categories;
  const [seen, usual] = [habits.seen[lag]!, habits.usual[lag]!];
  for (const values of [seen, usual]) decay(values, 0.5 ** (1 / HALF_LIFE));
  const then = explained.filter(({ from, to }) => from <= hour && hour <= to);
  for (let slice = 0; slice < slices.scope.length; slice++) {
    const at = rings.findHour(slice, hour);
    if (at < 0) continue;
    const kinds = slices.kind[slice]! * C;
    const touched = then.length === 0 ? then : then.filter(({ scope }) => meet(scope, slices.scope[slice]!));
    for (let c = 0; c < C; c++) {
      const e = rings.hours.usual[at + c]!;
      if (e <= 0 || (touched.length > 0 && touched.some((it) => it.c === c))) continue;
      const index = slice * C + c;
      const kind = kinds + c;
      const m = (e * (seen[index]! + PSEUDO)) / (usual[index]! + PSEUDO);
      const alpha = habits.fast[kind]! + habits.slow[kind]!;
      const x = rings.hours.seen[at + c]!;
      const taken = Math.min(x, m + CLIP * Math.sqrt(m + alpha * m * m) + 1);
      seen[index]! += taken;
      usual[index]! += e;
      if (lag > 0) continue;
      habits.daySeen[index]! += taken;
      habits.dayUsual[index]! += m;
      if (m >= LEAST) note(habits.hours, kind, x, m, alpha);
    }
  }
}

/** Takes in what has become old enough by the end of `hour`: what incidents explain teaches nothing. */
export function takeHours(
  habits: Habits,
  slices: Slices,
  rings: Rings,
  baseline: Baseline,
  explained: readonly Explained[],
  hour: number,
): void {
  for (let now = Math.max(habits.hour + 1, hour - 36); now <= hour; now++) {
    for (const [lag, hours] of LAGS.entries()) takeHour(habits, slices, rings, explained, now - hours, lag);
    for (const values of Object.values(habits.hours) as Float64Array[])
      decay(values, 0.5 ** (1 / SPREAD_HALF_LIFE));
  }
  habits.hour = hour;
  setSpreads(habits, baseline, rings.categories);
}

/** Says what was usual anew after the model has changed: by how much, [campus or the whole × category], the whole last. */
export function relevel(
  { usual, dayUsual }: Habits,
  slices: Slices,
  campuses: readonly string[],
  ratios: Float64Array,
): void {
  const C = ratios.length / (campuses.length + 1);
  for (const [slice, { campus_id }] of slices.scope.entries()) {
    const campus = campus_id === undefined ? campuses.length : campuses.indexOf(campus_id);
    for (let c = 0; c < C; c++)
      for (const values of [...usual, dayUsual]) values[slice * C + c]! *= ratios[campus * C + c]!;
  }
}

/** Ends a day: notes how far it strayed from each slice's level. */
export function endDay(habits: Habits, slices: Slices, C: number): void {
  for (const values of Object.values(habits.days) as Float64Array[])
    decay(values, 0.5 ** (24 / SPREAD_HALF_LIFE));
  for (let index = 0; index < habits.daySeen.length; index++) {
    const m = habits.dayUsual[index]!;
    const kind = slices.kind[Math.floor(index / C)]! * C + (index % C);
    const [x, alpha] = [habits.daySeen[index]!, habits.slow[kind]! + habits.fast[kind]! * DAY_SHARE];
    if (m >= LEAST && x - m <= FAR_DAY * Math.sqrt(m + alpha * m * m) + 1)
      note(habits.days, kind, x, m, alpha);
  }
  habits.daySeen.fill(0);
  habits.dayUsual.fill(0);
}
