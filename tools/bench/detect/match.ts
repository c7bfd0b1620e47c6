import { areaOf, isInside, isSame, overlapOf, type Area, type Board } from './scopes.ts';
import type { Scope, Verdict } from './worlds/types.ts';

/** An incident as a detector tells it; instants in ms since 1970, the end exclusive. */
export interface Alarm {
  category: string;
  scope: Scope;
  start: number;
  end: number;
  /** When it was raised. */
  raised: number;
  /** Higher is surer; what is swept for a curve. */
  score: number;
  verdict?: string;
}

/** What truly happened. */
export interface Fact {
  category: string;
  scope: Scope;
  start: number;
  end: number;
  /** Start of the five-minute bin of the first failure that it caused. */
  onset: number;
  excess: number;
  verdict: Verdict;
  isMonthEnd: boolean;
}

/** A fact with the alarm that found it. */
export interface Match {
  fact: Fact;
  alarm: Alarm;
  isExact: boolean;
}

/** Every alarm and every fact of a world, sorted out. */
export interface Matching {
  matches: Match[];
  /** Facts that no alarm found. */
  missed: Fact[];
  /** Further alarms about a fact that another found, with that fact. */
  duplicates: { alarm: Alarm; fact: Fact }[];
  /** Alarms about nothing. */
  false: Alarm[];
}

/** An alarm raised longer than this after the end is of no use. */
export const LATEST = 30 * 60_000;

/** Whether an alarm may be about a fact: the rules of docs/detection.md. */
export const isAbout = (alarm: Alarm, area: Area, fact: Fact, truth: Area): boolean =>
  alarm.category === fact.category &&
  alarm.start < fact.end &&
  alarm.end > fact.start &&
  alarm.raised <= fact.end + LATEST &&
  (isInside(area, truth) || isInside(truth, area));

const overlapInTime = (alarm: Alarm, fact: Fact): number =>
  (Math.min(alarm.end, fact.end) - Math.max(alarm.start, fact.start)) /
  (Math.max(alarm.end, fact.end) - Math.min(alarm.start, fact.start));

/**
 * Sorts alarms and facts into pairs, one to one: of all pairs that may belong together the best is taken first (the
 * same scope before another, then the larger common share of scope × time, then the earlier alarm).
 */
export function match(alarms: readonly Alarm[], facts: readonly Fact[], board: Board): Matching {
  const truths = facts.map((fact) => areaOf(fact.scope, board));
  const pairs = alarms.flatMap((alarm, a) => {
    const about = facts.flatMap((fact, f) =>
      alarm.category === fact.category && alarm.start < fact.end && alarm.end > fact.start ? [f] : [],
    );
    if (about.length === 0) return [];
    const area = areaOf(alarm.scope, board);
    return about
      .filter((f) => isAbout(alarm, area, facts[f]!, truths[f]!))
      .map((f) => {
        const isExact = isSame(area, truths[f]!);
        const common = overlapOf(area, truths[f]!) * overlapInTime(alarm, facts[f]!);
        return { a, f, isExact, rank: (isExact ? 1 : 0) + common };
      });
  });
  pairs.sort((one, other) => other.rank - one.rank || alarms[one.a]!.raised - alarms[other.a]!.raised);
  const found = new Map<number, (typeof pairs)[number]>();
  const used = new Set<number>();
  for (const pair of pairs) {
    if (found.has(pair.f) || used.has(pair.a)) continue;
    found.set(pair.f, pair);
    used.add(pair.a);
  }
  const repeated = new Map(
    pairs
      .filter(({ a }) => !used.has(a))
      .reverse()
      .map(({ a, f }) => [a, f]),
  );
  return {
    matches: [...found.values()].map(({ a, f, isExact }) => ({
      fact: facts[f]!,
      alarm: alarms[a]!,
      isExact,
    })),
    missed: facts.filter((_, f) => !found.has(f)),
    duplicates: [...repeated].map(([a, f]) => ({ alarm: alarms[a]!, fact: facts[f]! })),
    false: alarms.filter((_, a) => !used.has(a) && !repeated.has(a)),
  };
}
