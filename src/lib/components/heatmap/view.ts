import type { Key } from '../../charts/axis-keys.ts';
import type { Drawn } from '../../charts/changes.ts';
import { isThin, type HeatScale, type Spread } from '../../charts/heat-scale.ts';
import { marksAt, type IncidentMarks } from '../../charts/incident-marks.ts';
import { allFailures } from '../../charts/worst.ts';
import type { Dimension, HeatmapCell, IncidentRow } from '../../contracts/index.ts';
import { exact, points, windowName, type Language } from '../../format/index.ts';
import { m } from '../../paraglide/messages.js';
import { fraction, usualWords } from '../../words/counts.ts';
import { incidentSentence } from '../../words/incidents.ts';
import type { Places } from '../../words/names.ts';
import { holdsCell, type Block } from './question.ts';
import { changeValue, dimensionWord, keyPhrase, metricValue, metricWord } from './words.ts';

/** An answer, how it is drawn, and the words to speak about it: what the parts of the page share. */
export interface HeatmapView {
  answer: Drawn;
  /** The rows and columns that are drawn, in order. */
  rows: Key[];
  columns: Key[];
  scale: HeatScale;
  spread: Spread;
  places: Places;
  language: Language;
  categories: readonly string[];
  /** The incidents that cells, rows and columns meet. */
  marks: IncidentMarks;
  /** The last year of the data: dates of that year are written without it. */
  year: number;
}

/** A cell in words: `东区 · 第三教学楼 · 12:00–13:00`. */
export function cellName(view: HeatmapView, row: Key, column: Key): string {
  const { answer, places, language } = view;
  return m.cell_name(
    {
      row: keyPhrase(answer.row_dimension, row, places, language),
      column: keyPhrase(answer.column_dimension, column, places, language),
    },
    { locale: language },
  );
}

/** What is drawn: a metric of some categories, or its change against another window. */
export function metricOf(view: HeatmapView): string {
  const { answer, language, categories } = view;
  const metric = metricWord(answer.metric, language, categories);
  return answer.isChange
    ? m.heat_change_of({ metric, before: beforeOf(view) }, { locale: language })
    : metric;
}

/** What is drawn, and in which language its values are written. */
type Written = Pick<HeatmapView, 'answer' | 'language'>;

/** A value of what is drawn, with its unit; a change with its sign. */
export const writeValue = ({ answer, language }: Written, value: number | null) =>
  (answer.isChange ? changeValue : metricValue)(value, answer.metric, language);

/** Whether what is drawn is a change in percentage points. */
export const isInPoints = ({ answer: { isChange, metric } }: Written) =>
  isChange === true && (metric === 'failure_rate' || metric === 'share');

/** A value where there is little room: points without their unit, which the legend names. */
export const writeShort = (view: Written, value: number) =>
  isInPoints(view) ? points(value, 0, view.language)! : writeValue(view, value);

/** A cell's value with its unit. */
export const valueOf = (view: HeatmapView, cell: HeatmapCell) => writeValue(view, cell.value);

/** What a cell's value is made of: of a share, failures of failures; of all else, failures of attempts. */
function madeOf(view: HeatmapView, cell: HeatmapCell): string {
  const { answer, language } = view;
  const all = answer.metric === 'share' && !answer.isChange ? allFailures(cell) : null;
  if (all === null) return fraction(cell, language);
  const said = { failures: exact(cell.failures, language), all: exact(all, language) };
  return m.heat_tip_share(said, { locale: language });
}

/** The dates that an answer covers, in words. */
export function windowOf({ answer, language, year }: HeatmapView): string {
  return answer.from && answer.to ? windowName(answer.from, answer.to, language, year) : '';
}

/** The dates that it is compared with. */
export function beforeOf({ answer, language, year }: HeatmapView): string {
  const { compared_from: from, compared_to: to } = answer;
  return from && to ? windowName(from, to, language, year) : '';
}

/**
 * What a tooltip says of a cell: its value, where it is, its fraction, that of the compared window, what is usual where
 * that is known, and what to do.
 */
export function describeCell(
  view: HeatmapView,
  row: Key,
  column: Key,
  cell: HeatmapCell | null,
  expected?: number | null,
) {
  const locale = { locale: view.language };
  const name = cellName(view, row, column);
  if (!cell) return { title: m.heat_empty({}, locale), lines: [name] };
  const lines = [name, madeOf(view, cell)];
  if (cell.compared_settled != null && cell.compared_failures != null) {
    const before = { failures: cell.compared_failures, settled: cell.compared_settled };
    lines.push(
      m.heat_tip_before({ before: beforeOf(view), fraction: fraction(before, view.language) }, locale),
    );
  }
  if (expected != null) lines.push(usualWords(cell.failures, expected, view.language));
  if (isThin(cell)) lines.push(m.heat_tip_thin({}, locale));
  if (cell.failures > 0) lines.push(...incidentLines(view, row, column));
  lines.push(m.heat_tip_open({}, locale));
  return { title: cell.value === null ? m.heat_no_value({}, locale) : valueOf(view, cell), lines };
}

/** At most so many incidents are told of one cell: the others are told once it is opened. */
const MOST_TOLD = 1;

/** The incidents that a cell meets, a line each. */
export function incidentLines({ marks, places, language }: HeatmapView, row: Key, column: Key): string[] {
  return marksAt(marks, row, column)
    .slice(0, MOST_TOLD)
    .map((one) => m.inc_tip({ sentence: incidentSentence(one, places, language) }, { locale: language }));
}

/** The incidents that the cells of a block meet, each once. */
export function incidentsIn({ marks }: HeatmapView, block: Block): IncidentRow[] {
  const ofLines = (lines: IncidentMarks['rows'], keys: string[]) =>
    keys.flatMap((key) => lines.get(key) ?? []);
  const met = [...marks.cells].flatMap(([cell, incidents]) => {
    const [row = '', column = ''] = cell.split('\n');
    return holdsCell(block, row, column) ? incidents : [];
  });
  met.push(...ofLines(marks.rows, block.rows), ...ofLines(marks.columns, block.columns));
  return [...new Map(met.map((incident) => [incident.incident_id, incident])).values()];
}

/** A block in words: its one row or how many, then its columns; nothing where all are meant. */
export function blockName(view: HeatmapView, { rows, columns }: Block): string {
  const { answer, places, language } = view;
  const side = (dimension: Dimension, keys: string[]) => {
    const [first, last] = [keys[0], keys.at(-1)];
    if (first === undefined || last === undefined) return null;
    if (keys.length === 1) return keyPhrase(dimension, first, places, language);
    const locale = { locale: language };
    return m.heat_some({ n: keys.length, dimension: dimensionWord(dimension, language) }, locale);
  };
  const [row, column] = [side(answer.row_dimension, rows), side(answer.column_dimension, columns)];
  if (row === null || column === null) return row ?? column ?? '';
  return m.cell_name({ row, column }, { locale: language });
}
