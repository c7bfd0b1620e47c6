import { CATEGORIES, type Dimension, type HeatmapCell } from '../contracts/index.ts';
import { bucketAxis } from './buckets.ts';
import type { Drawn } from './changes.ts';
import { lineWeights, worstCell } from './worst.ts';

/** A value of a dimension. */
export type Key = string | number;

const range = (from: number, to: number) =>
  Array.from({ length: Math.abs(to - from) + 1 }, (_, i) => from + Math.sign(to - from) * i);

/** The whole natural axis of a cyclic dimension, in reading order; month ends count down to 0. */
const NATURAL: Partial<Record<Dimension, Key[]>> = {
  hour: range(0, 23),
  weekday: range(1, 7),
  day_of_month: range(1, 31),
  days_to_month_end: range(30, 0),
};

/** The keys of one side in the order in which they are drawn, gaps of a natural axis filled. */
export function axisKeys(answer: Drawn, side: 'row' | 'column'): Key[] {
  const dimension = answer[`${side}_dimension`];
  const found = side === 'row' ? answer.rows : answer.columns;
  const natural = NATURAL[dimension];
  if (natural) return found.length === 0 ? [] : natural;
  if (dimension === 'date') return bucketAxis(found.map(String), 'day');
  if (dimension === 'category') return CATEGORIES.filter((category) => found.includes(category));
  return worstFirst(answer, side);
}

/** The keys that are drawn: all of a natural axis, else the worst, that of the worst cell always among them. */
export function shownKeys(answer: Drawn, side: 'row' | 'column', most: number): Key[] {
  const keys = axisKeys(answer, side);
  const dimension = answer[`${side}_dimension`];
  if (NATURAL[dimension] || dimension === 'date' || keys.length <= most) return keys;
  const shown = keys.slice(0, most);
  const worst = worstCell(answer)?.[side];
  return worst === undefined || shown.includes(worst) ? shown : [...shown.slice(0, -1), worst];
}

const { compare: inOrder } = new Intl.Collator();

function worstFirst(answer: Drawn, side: 'row' | 'column'): Key[] {
  const keys = side === 'row' ? answer.rows : answer.columns;
  const weights = lineWeights(answer, side);
  return keys
    .map((key) => ({ key, weight: weights.get(String(key)) ?? -Infinity }))
    .sort((a, b) => b.weight - a.weight || inOrder(String(a.key), String(b.key)))
    .map(({ key }) => key);
}

/** Finds a cell by its keys, whether they come as numbers or (from a link) as text. */
export function cellFinder(cells: readonly HeatmapCell[]) {
  const byKeys = new Map(cells.map((cell) => [`${cell.row}\n${cell.column}`, cell]));
  return (row: Key, column: Key): HeatmapCell | null => byKeys.get(`${row}\n${column}`) ?? null;
}
