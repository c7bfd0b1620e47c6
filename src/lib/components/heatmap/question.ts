import { SPREADS, type Spread } from '../../charts/heat-scale.ts';
import {
  BASELINES,
  CATEGORIES,
  COMPARISONS,
  DIMENSIONS,
  METRICS,
  type Baseline,
  type Category,
  type Comparison,
  type Dimension,
  type Metric,
} from '../../contracts/index.ts';

/** What a heatmap is drawn of. */
export interface Question {
  rows: Dimension;
  columns: Dimension;
  metric: Metric;
  /** The window that each cell is compared with: then the changes are drawn. */
  compare: Comparison;
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
  return {
    rows,
    columns: asked === rows ? standard : asked,
    metric: oneOf(METRICS, params.get('metric'), 'failure_rate'),
    compare: oneOf(COMPARISONS, params.get('compare'), 'none'),
  };
}

/** How the colours of an address are spread. */
export const readSpread = (params: URLSearchParams): Spread =>
  oneOf(SPREADS, params.get('scale'), 'quantile');

/** Small multiples: the same heatmap for each headline category, on one scale or each on its own. */
export const MULTIPLES = ['shared', 'own'] as const;
export type Multiples = (typeof MULTIPLES)[number];

/** Whether an address asks for small multiples, and on which scale. */
export const readMultiples = (params: URLSearchParams): Multiples | null =>
  MULTIPLES.find((name) => name === params.get('multiples')) ?? null;

const HEADLINES = ['network', 'balance', 'timeout'] as const;

/** One of the small multiples: the headline category that it shows, or `other`. */
export interface PanelChoice {
  panel: (typeof HEADLINES)[number] | 'other';
  categories: Category[];
}

/** The panels for the chosen categories; all four where none is chosen. */
export function panelsFor(chosen: readonly string[] = []): PanelChoice[] {
  const others = CATEGORIES.filter((one) => !HEADLINES.some((name) => name === one));
  return [
    ...HEADLINES.map((panel) => ({ panel, categories: [panel] as Category[] })),
    { panel: 'other' as const, categories: others },
  ]
    .map(({ panel, categories }) => ({
      panel,
      categories: categories.filter((one) => chosen.length === 0 || chosen.includes(one)),
    }))
    .filter(({ categories }) => categories.length > 0);
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

/** Whether a block holds a cell. */
export function holdsCell({ rows, columns }: Block, row: string | number, column: string | number): boolean {
  return (
    (rows.length === 0 || rows.includes(String(row))) &&
    (columns.length === 0 || columns.includes(String(column)))
  );
}

/** What an address wants open cells to be held against. */
export const readBaseline = (params: URLSearchParams): Baseline =>
  oneOf(BASELINES, params.get('explain'), 'expected');

/** Whether an address shows the table instead of the picture. */
export const isTable = (params: URLSearchParams) => params.get('view') === 'table';

/** How the table of an address is sorted: by a column's key, or `*` for the totals; null in the picture's order. */
export function readSort(params: URLSearchParams): { by: string; ascending: boolean } | null {
  const by = params.get('sort');
  return by === null ? null : { by, ascending: params.get('order') === 'asc' };
}

/** Parameters that say how the same cells are shown: what is open stays open when they change. */
const LOOKS = ['row', 'view', 'scale', 'all', 'sort'];
const CLOSED = { row: null, column: null, panel: null, explain: null };

/** The same page with some of its own parameters changed; `null` takes one away. A new picture closes the cell. */
export function addressWith(url: URL, change: Record<string, string | readonly string[] | null>): string {
  const params = new URLSearchParams(url.search);
  const closes = !LOOKS.some((key) => key in change);
  for (const [key, value] of Object.entries(closes ? { ...CLOSED, ...change } : change)) {
    params.delete(key);
    for (const one of value === null ? [] : [value].flat()) params.append(key, one);
  }
  const query = params.toString().replaceAll('%2F', '/');
  return query ? `${url.pathname}?${query}` : url.pathname;
}
