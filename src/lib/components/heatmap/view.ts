import type { Key } from '../../charts/axis-keys.ts';
import type { Dimension, HeatmapAnswer, HeatmapCell, IncidentRow } from '../../contracts/index.ts';
import { exact, rate, ratio, windowName, type Language } from '../../format/index.ts';
import { isThin } from '../../charts/heat-scale.ts';
import { m } from '../../paraglide/messages.js';
import { incidentSentence } from '../../words/incidents.ts';
import type { Places } from '../../words/names.ts';
import { holdsCell, type Block } from './question.ts';
import { dimensionWord, keyPhrase, metricValue, metricWord } from './words.ts';

/** An answer, and the words to speak about it: what the parts of the page share. */
export interface HeatmapView {
  answer: HeatmapAnswer;
  places: Places;
  language: Language;
  categories: readonly string[];
  /** The incidents that a cell meets, by `row⏎column`. */
  marks: ReadonlyMap<string, readonly IncidentRow[]>;
  /** At most so many rows and columns without a natural order. */
  most: number;
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

/** What is measured, of which categories. */
export const metricOf = (view: HeatmapView) => metricWord(view.answer.metric, view.language, view.categories);

/** A cell's value with its unit. */
export const valueOf = (view: HeatmapView, cell: HeatmapCell) =>
  metricValue(cell.value, view.answer.metric, view.language);

/** `212 / 4,830 次 · 失败率 4.4%`: numerator, denominator and what they make. */
export function fraction({ language }: HeatmapView, counts: { failures: number; settled: number }): string {
  return m.heat_tip_rate(
    {
      failures: exact(counts.failures, language),
      settled: exact(counts.settled, language),
      rate: rate(ratio(counts.failures, counts.settled), language),
    },
    { locale: language },
  );
}

/** The dates that an answer covers, in words. */
export function windowOf({ answer, language, year }: HeatmapView): string {
  return answer.from && answer.to ? windowName(answer.from, answer.to, language, year) : '';
}

/** What a tooltip says of a cell: its value, where it is, its fraction, and what to do. */
export function describeCell(view: HeatmapView, row: Key, column: Key, cell: HeatmapCell | null) {
  const locale = { locale: view.language };
  const name = cellName(view, row, column);
  if (!cell) return { title: m.heat_empty({}, locale), lines: [name] };
  const lines = [name, fraction(view, cell)];
  if (isThin(cell)) lines.push(m.heat_tip_thin({}, locale));
  lines.push(...incidentLines(view, row, column));
  lines.push(m.heat_tip_open({}, locale));
  return { title: cell.value === null ? m.heat_no_value({}, locale) : valueOf(view, cell), lines };
}

/** At most so many incidents are told of one cell. */
const MOST_TOLD = 2;

/** The incidents that a cell meets, a line each. */
export function incidentLines({ marks, places, language }: HeatmapView, row: Key, column: Key): string[] {
  const met = marks.get(`${row}\n${column}`) ?? [];
  return met
    .slice(0, MOST_TOLD)
    .map((one) => m.inc_tip({ sentence: incidentSentence(one, places, language) }, { locale: language }));
}

/** The incidents that the cells of a block meet, each once. */
export function incidentsIn({ marks }: HeatmapView, block: Block): IncidentRow[] {
  const met = [...marks].flatMap(([cell, incidents]) => {
    const [row = '', column = ''] = cell.split('\n');
    return holdsCell(block, row, column) ? incidents : [];
  });
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
