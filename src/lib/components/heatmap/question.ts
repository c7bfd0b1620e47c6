import {
  BASELINES,
  DIMENSIONS,
  METRICS,
  type Baseline,
  type Category,
  type Dimension,
  type Metric,
} from '../../contracts/index.ts';

/** What a heatmap is drawn of. */
export interface Question {
  rows: Dimension;
  columns: Dimension;
  metric: Metric;
}

/** The pairs that answer most questions, one press each. */
export const PRESETS: readonly { rows: Dimension; columns: Dimension }[] = [
  { rows: 'building_id', columns: 'hour' },
  { rows: 'hour', columns: 'day_of_month' },
  { rows: 'hour', columns: 'days_to_month_end' },
];

/** Categories that stand behind "other" on the switch. */
export const OTHER_CATEGORIES: readonly Category[] = [
  'risk_or_limit',
  'authentication',
  'account_state',
  'merchant_config',
  'channel_error',
  'duplicate',
  'unknown',
];

const oneOf = <Name extends string>(names: readonly Name[], value: string | null, standard: Name): Name =>
  names.find((name) => name === value) ?? standard;

/** Reads which heatmap an address asks for; a word that it does not know means the standard. */
export function readQuestion(params: URLSearchParams): Question {
  const rows = oneOf(DIMENSIONS, params.get('rows'), 'building_id');
  const standard = rows === 'hour' ? 'day_of_month' : 'hour';
  const asked = oneOf(DIMENSIONS, params.get('columns'), standard);
  const columns = asked === rows ? standard : asked;
  return { rows, columns, metric: oneOf(METRICS, params.get('metric'), 'failure_rate') };
}

/** Cells of a heatmap: those of some rows and some columns; an empty list means all of them. */
export interface Block {
  rows: string[];
  columns: string[];
}

/** The block of cells that an address has open; null where it names none. */
export function readBlock(params: URLSearchParams): Block | null {
  const block = { rows: params.getAll('row'), columns: params.getAll('column') };
  return block.rows.length + block.columns.length > 0 ? block : null;
}

/** Whether a block is one cell. */
export const isCell = ({ rows, columns }: Block) => rows.length === 1 && columns.length === 1;

/** Whether a block holds a cell. */
export function holdsCell({ rows, columns }: Block, row: string | number, column: string | number): boolean {
  return (
    (rows.length === 0 || rows.includes(String(row))) &&
    (columns.length === 0 || columns.includes(String(column)))
  );
}

/** What an address wants the open cell's explanation to be held against; null where it asks for none. */
export function readBaseline(params: URLSearchParams): Baseline | null {
  return BASELINES.find((name) => name === params.get('explain')) ?? null;
}

/** The same page with some of its own parameters changed; `null` takes one away. A new picture closes the cell. */
export function addressWith(url: URL, change: Record<string, string | readonly string[] | null>): string {
  const params = new URLSearchParams(url.search);
  const closes = !('row' in change) && !('view' in change);
  const all = closes ? { row: null, column: null, ...change } : change;
  for (const [key, value] of Object.entries(all)) {
    params.delete(key);
    for (const one of value === null ? [] : [value].flat()) params.append(key, one);
  }
  const query = params.toString().replaceAll('%2F', '/');
  return query ? `${url.pathname}?${query}` : url.pathname;
}
