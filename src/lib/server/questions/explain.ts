import { expectedFromBefore } from '../../../../stats/before.ts';
import { findDrivers } from '../../../../stats/drivers.ts';
import { excessInterval } from '../../../../stats/interval.ts';
import { sumOf, type Counts, type Leaf } from '../../../../stats/leaf.ts';
import { EXPLAINED } from '../../contracts/index.ts';
import type { Explained, ExplainAnswer, QuestionKeys } from '../../contracts/index.ts';
import { filterParameters, windowOf } from '../filters.ts';
import { provenanceOf } from '../provenance.ts';
import { explainBefore, type Values } from '../queries/explain_before.ts';
import { explainExpected } from '../queries/explain_expected.ts';
import { saidTime, timesOf } from '../times.ts';
import type { Lease } from '../version.ts';

/** Which combinations carry the failures that are more than usual. */
export async function explain(lease: Lease, keys: QuestionKeys<'explain'>): Promise<ExplainAnswer> {
  const { baseline, depth, limit } = keys;
  const window = windowOf(keys, lease.version);
  const head = { ...provenanceOf(lease.version, window), baseline };
  if (!window) return { ...head, ...NOWHEN, ...figuresOf(sumOf([]), false), drivers: [], by_dimension: [] };
  const dimensions = keys.dimensions?.length
    ? EXPLAINED.filter((name) => keys.dimensions?.includes(name))
    : [...EXPLAINED];
  const times = timesOf(keys, window);
  const parameters = { ...clockParameters(keys), ...filterParameters(keys), ...times, dimensions };
  const { leaves, isKnown } =
    baseline === 'before'
      ? leavesBefore(await explainBefore(lease.run, parameters), dimensions)
      : leavesUsual(await explainExpected(lease.run, parameters), dimensions);
  const whole = sumOf(leaves);
  return {
    ...head,
    from_time: saidTime(times.from_time, times),
    to_time: saidTime(times.to_time, times),
    before_from_time: baseline === 'before' ? saidTime(times.before_time, times) : null,
    ...figuresOf(whole, isKnown),
    drivers: findDrivers(leaves, { dimensions, depth, limit }).map(({ scope, isCause, ...counts }) => ({
      scope,
      ...figuresOf(counts, isKnown),
      share: shareOf(counts, whole, isKnown),
      cause: isCause,
    })),
    by_dimension: dimensions.map((dimension, at) => ({
      dimension,
      items: valuesOf(leaves, at, isKnown)
        .map(([value, counts]) => {
          const { interval: _, ...figures } = figuresOf(counts, isKnown);
          return { value, ...figures, share: shareOf(counts, whole, isKnown) };
        })
        .slice(0, Math.max(limit, VALUES)),
    })),
  };
}

/** Values of a dimension that are listed however few drivers are asked for. */
const VALUES = 20;

const NOWHEN = { from_time: null, to_time: null, before_from_time: null };

const clockParameters = ({ hour, weekday, day_of_month, days_to_month_end }: QuestionKeys<'explain'>) => ({
  hour: hour ?? null,
  weekday: weekday ?? null,
  day_of_month: day_of_month ?? null,
  days_to_month_end: days_to_month_end ?? null,
});

const valueList = (row: Values, dimensions: readonly Explained[]) =>
  dimensions.map((dimension) => row[dimension] ?? 'unknown');

function leavesBefore(rows: Awaited<ReturnType<typeof explainBefore>>, dimensions: Explained[]) {
  const isKnown = rows.some((row) => row.settled_before > 0);
  const leaves = rows.map((row) => ({
    values: valueList(row, dimensions),
    settled: row.settled,
    observed: row.observed,
    settledBefore: row.settled_before,
    observedBefore: row.observed_before,
  }));
  return { leaves: isKnown ? expectedFromBefore(leaves) : onAverage(leaves), isKnown };
}

function leavesUsual(rows: Awaited<ReturnType<typeof explainExpected>>, dimensions: Explained[]) {
  const isKnown = rows.length > 0 && rows.every((row) => row.expected !== null);
  const leaves = rows.map((row) => ({
    values: valueList(row, dimensions),
    settled: row.settled,
    observed: row.observed,
    expected: row.expected ?? 0,
    shape: row.spread ? 1 / row.spread : Infinity,
  }));
  return { leaves: isKnown ? leaves : onAverage(leaves), isKnown };
}

/** Where nothing is known of what is usual, the window's own average: then a driver fails more often than the rest. */
function onAverage(leaves: Pick<Leaf, 'values' | 'settled' | 'observed'>[]): Leaf[] {
  const settled = leaves.reduce((sum, leaf) => sum + leaf.settled, 0);
  const observed = leaves.reduce((sum, leaf) => sum + leaf.observed, 0);
  return leaves.map((leaf) => ({
    ...leaf,
    expected: settled > 0 ? (leaf.settled * observed) / settled : 0,
    shape: Infinity,
  }));
}

function figuresOf({ settled, observed, expected, shape }: Counts, isKnown: boolean) {
  if (!isKnown) return { settled, observed, expected: null, excess: null, interval: null };
  return {
    settled,
    observed,
    expected,
    excess: observed - expected,
    interval: excessInterval({ observed, expected, shape }),
  };
}

function shareOf(part: Counts, whole: Counts, isKnown: boolean): number | null {
  if (!isKnown) return whole.observed > 0 ? part.observed / whole.observed : null;
  const excess = whole.observed - whole.expected;
  return excess > 0 ? (part.observed - part.expected) / excess : null;
}

/** The values of one dimension, most excess first; most failures first where nothing is expected. */
function valuesOf(leaves: Leaf[], at: number, isKnown: boolean): [string, Counts][] {
  const byValue = new Map<string, Leaf[]>();
  for (const leaf of leaves) {
    const value = leaf.values[at] ?? 'unknown';
    const members = byValue.get(value);
    if (members) members.push(leaf);
    else byValue.set(value, [leaf]);
  }
  const size = ({ observed, expected }: Counts) => observed - (isKnown ? expected : 0);
  return [...byValue]
    .map(([value, members]): [string, Counts] => [value, sumOf(members)])
    .sort(([, a], [, b]) => size(b) - size(a));
}
