import { DAY_KINDS, type World } from './world.ts';

/** Failures that draw a day's factor towards 1, and that of a campus towards the whole's. */
const DAY_PSEUDO = 10;
const CAMPUS_PSEUDO = 20;

/** How each day stands to the rest, [day × campus × category]. */
export function dayFactors(
  seen: Float64Array,
  expected: Float64Array,
  campuses: number,
  C: number,
): Float64Array {
  const factors = new Float64Array(seen.length);
  for (let day = 0; day < seen.length; day += campuses * C)
    for (let c = 0; c < C; c++) {
      let [x, e] = [DAY_PSEUDO, DAY_PSEUDO];
      for (let at = day + c; at < day + campuses * C; at += C) {
        x += seen[at]!;
        e += expected[at]!;
      }
      for (let at = day + c; at < day + campuses * C; at += C)
        factors[at] = ((x / e) * (seen[at]! + CAMPUS_PSEUDO)) / ((x / e) * expected[at]! + CAMPUS_PSEUDO);
    }
  return factors;
}

/** Days of a kind from which the middle one is none of a month's end. */
const LEAST_OF_KIND = 15;

/**
 * Makes the middle day of each kind the measure of its factors, so that days that stand apart (a month's end on workdays)
 * do not tilt the kinds against each other; what is expected follows.
 */
export function centreDays(
  world: World,
  firstDay: number,
  factors: Float64Array,
  expected: Float64Array,
  C: number,
): void {
  const size = world.campuses.length * C;
  const days = Array.from({ length: factors.length / size }, (_, day) => day);
  for (let at = 0; at < size; at++) {
    const kindOf = (day: number) => world.dayKind(Math.floor(at / C), firstDay + day);
    const middle = (of: number[]) =>
      of.map((day) => factors[day * size + at]!).sort((a, b) => a - b)[of.length >> 1]!;
    const middles = DAY_KINDS.map((_, kind) => {
      const same = days.filter((day) => kindOf(day) === kind);
      return middle(same.length < LEAST_OF_KIND ? days : same);
    });
    for (const day of days) {
      factors[day * size + at]! /= middles[kindOf(day)]!;
      expected[day * size + at]! *= middles[kindOf(day)]!;
    }
  }
}
