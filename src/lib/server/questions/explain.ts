import { findDrivers } from '../../../../stats/drivers.ts';
import { excessInterval } from '../../../../stats/interval.ts';
import { sumOf, type Counts, type Leaf } from '../../../../stats/leaf.ts';
import { EXPLAINED, LISTED } from '../../contracts/index.ts';
import type { ExplainAnswer, Listed, QuestionKeys } from '../../contracts/index.ts';
import type { Window } from '../dates.ts';
import {
  categoriesBefore,
  categoriesUsual,
  leavesBefore,
  leavesUsual,
  valuesOf,
  valuesOfCodes,
  type Told,
  type Value,
} from '../explain-counts.ts';
import { filterParameters, windowOf } from '../filters.ts';
import { provenanceOf } from '../provenance.ts';
import { explainBefore, type RowKind, type Values } from '../queries/explain_before.ts';
import { explainCodes } from '../queries/explain_codes.ts';
import { explainExpected } from '../queries/explain_expected.ts';
import { smallestIn, thresholdOf } from '../silence.ts';
import { saidTime, timesOf } from '../times.ts';
import type { Lease } from '../version.ts';

/** Which combinations carry the failures that are more than usual. */
export async function explain(lease: Lease, keys: QuestionKeys<'explain'>): Promise<ExplainAnswer> {
  const { baseline, depth, limit } = keys;
  const window = windowOf(keys, lease.version);
  const head = { ...provenanceOf(lease.version, window), baseline };
  if (!window)
    return {
      ...head,
      ...NOWHEN,
      ...figuresOf(sumOf([]), false),
      smallest_excess: null,
      drivers: [],
      by_dimension: [],
    };
  const listed = LISTED.filter((name) => !keys.dimensions?.length || keys.dimensions.includes(name));
  const dimensions = EXPLAINED.filter((name) => listed.includes(name));
  const moments = MOMENTS[baseline].filter((name) => listed.includes(name));
  const times = timesOf(keys, window);
  const filters = { ...clockParameters(keys), ...filterParameters(keys) };
  const kinds = listed.filter((name) => name === 'category');
  const parameters = { ...filters, ...times, dimensions: [...dimensions, ...kinds, ...moments] };
  const split = <Row extends Values>(
    rows: Row[],
    leavesOf: (some: Row[], told: readonly Told[]) => { leaves: Leaf[]; isKnown: boolean },
    categoriesOf: (some: Row[], whole: Counts) => Value[],
  ) => {
    const those = (kind: RowKind) => rows.filter((row) => row.row_kind === kind);
    const { leaves, isKnown } = leavesOf(those('place'), dimensions);
    const inTime = leavesOf(those('moment'), moments).leaves;
    const whole = sumOf(leaves);
    return { leaves, inTime, isKnown, whole, categories: categoriesOf(those('category'), whole) };
  };
  const [{ leaves, inTime, isKnown, whole, categories }, codes, threshold] = await Promise.all([
    baseline === 'before'
      ? explainBefore(lease.run, parameters).then((rows) => split(rows, leavesBefore, categoriesBefore))
      : explainExpected(lease.run, parameters).then((rows) => split(rows, leavesUsual, categoriesUsual)),
    listed.includes('error_code')
      ? explainCodes(lease.run, { ...filters, ...timesOfCodes(keys, window) })
      : null,
    baseline === 'expected' ? thresholdOf(lease, keys, times) : undefined,
  ]);
  // The search takes long and cannot be interrupted: who has left is not searched for.
  lease.signal?.throwIfAborted();
  const list = (dimension: Listed, values: Value[], known = isKnown) => ({
    dimension,
    items: [...values]
      .sort((a, b) => sizeOf(b, known) - sizeOf(a, known))
      .slice(0, dimension === 'date' ? DATES : Math.max(limit, VALUES))
      .map(({ settled, observed, expected, shape, ...said }) => ({
        ...said,
        ...figuresOf({ settled, observed, expected, shape }, known),
        share: shareOf({ settled, observed, expected, shape }, whole, known),
      })),
  });
  const knowsCodes = isKnown && codes?.some(({ observed_before }) => observed_before > 0);
  return {
    ...head,
    from_time: saidTime(times.from_time, times),
    to_time: saidTime(times.to_time, times),
    before_from_time: baseline === 'before' ? saidTime(times.before_time, times) : null,
    ...figuresOf(whole, isKnown),
    smallest_excess:
      isKnown && moments.length > 1 ? smallestIn(whole.expected, inTime.length, threshold) : null,
    drivers: findDrivers(leaves, { dimensions, depth, limit }).map(({ scope, isCause, ...counts }) => ({
      scope,
      ...figuresOf(counts, isKnown),
      share: shareOf(counts, whole, isKnown),
      cause: isCause,
    })),
    by_dimension: [
      ...dimensions.map((dimension, at) => list(dimension, valuesOf(leaves, at))),
      ...kinds.map((kind) => list(kind, categories)),
      ...(codes ? [list('error_code', valuesOfCodes(codes, whole), knowsCodes)] : []),
      ...moments.map((moment, at) => list(moment, valuesOf(inTime, at))),
    ],
  };
}

/** The times that each baseline can tell apart: the window before has other dates. */
const MOMENTS = { expected: ['date', 'hour'], before: ['hour'] } as const;

/** Where the failures of usual days show which codes are usual: so many minutes just before the window. */
const CODES_BEFORE = 28 * 24 * 60;

const timesOfCodes = (keys: QuestionKeys<'explain'>, window: Window) =>
  timesOf(
    {
      ...keys,
      baseline: 'before',
      before_minutes: keys.baseline === 'before' ? keys.before_minutes : CODES_BEFORE,
    },
    window,
  );

const sizeOf = ({ observed, expected }: Counts, isKnown: boolean) => observed - (isKnown ? expected : 0);

/** Values of a dimension that are listed however few drivers are asked for: all hours; and most dates. */
const VALUES = 24;
const DATES = 1000;

const NOWHEN = { from_time: null, to_time: null, before_from_time: null };

const clockParameters = ({ hour, weekday, day_of_month, days_to_month_end }: QuestionKeys<'explain'>) => ({
  hour: hour ?? null,
  weekday: weekday ?? null,
  day_of_month: day_of_month ?? null,
  days_to_month_end: days_to_month_end ?? null,
});

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
