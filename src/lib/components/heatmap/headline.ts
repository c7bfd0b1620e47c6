import { allFailures, totals, worstCell, worstLine } from '../../charts/worst.ts';
import type { HeatmapCell, Metric } from '../../contracts/index.ts';
import { exact, rate, ratio } from '../../format/index.ts';
import { m } from '../../paraglide/messages.js';
import { beforeOf, cellName, metricOf, valueOf, windowOf, type HeatmapView } from './view.ts';
import { dimensionWord, keyPhrase, metricWord } from './words.ts';

/** The first sentence, cut around the cell that it names, so that the cell can be a link. */
export interface Headline {
  before: string;
  cell: HeatmapCell | null;
  name: string;
  after: string;
  /** The second sentence; empty where rows and columns cannot be added up. */
  lines: string;
}

/** Metrics that are made of the failures of a cell. */
const OF_FAILURES: readonly Metric[] = [
  'failure_rate',
  'failures',
  'excess',
  'failed_amount',
  'lost_orders',
  'lost_amount',
];
/** Metrics whose rows and columns can be named by what is added up over them. */
const WITH_LINES: readonly Metric[] = ['failure_rate', 'failures'];

/** Which cell is worst, and which row and column, with their numbers. */
export function headlineOf(view: HeatmapView): Headline {
  const { answer, language } = view;
  const locale = { locale: language };
  const window = windowOf(view);
  const cell = worstCell(answer);
  if (!cell) {
    const failures = exact(totals(answer).failures, language);
    return { before: m.heat_head_quiet({ window, failures }, locale), cell, name: '', after: '', lines: '' };
  }
  const mark = '\u0000';
  const said = {
    window,
    before: beforeOf(view),
    metric: answer.isChange ? metricWord(answer.metric, language, view.categories) : metricOf(view),
    cell: mark,
    value: valueOf(view, cell),
    failures: exact(cell.failures, language),
    settled: exact(cell.settled, language),
    all: exact(allFailures(cell), language),
    failures_before: exact(cell.compared_failures, language),
    settled_before: exact(cell.compared_settled, language),
  };
  const sentence = sentenceOf(answer)(said, locale);
  const [before = '', after = ''] = sentence.split(mark);
  return { before, cell, name: cellName(view, cell.row, cell.column), after, lines: linesOf(view) };
}

/** Which sentence fits what is drawn. */
function sentenceOf({ isChange, metric }: HeatmapView['answer']) {
  if (isChange) return m.heat_head_change;
  if (metric === 'share') return m.heat_head_share;
  return OF_FAILURES.includes(metric) ? m.heat_head_cell : m.heat_head_cell_of_settled;
}

function linesOf(view: HeatmapView): string {
  if (view.answer.isChange || !WITH_LINES.includes(view.answer.metric)) return '';
  const [row, column] = [lineOf(view, 'row'), lineOf(view, 'column')];
  return row && column ? m.heat_head_lines({ row, column }, { locale: view.language }) : '';
}

function lineOf(view: HeatmapView, side: 'row' | 'column'): string | null {
  const { answer, language, places } = view;
  const line = worstLine(answer, side);
  if (!line) return null;
  const of = answer[`${side}_dimension`];
  const word = dimensionWord(of, language);
  const dimension = language === 'en' ? word.toLowerCase() : word;
  const key = keyPhrase(of, line.key, places, language);
  const locale = { locale: language };
  return answer.metric === 'failure_rate'
    ? m.heat_head_line_rate(
        { dimension, key, rate: rate(ratio(line.failures, line.settled), language) },
        locale,
      )
    : m.heat_head_line_count({ dimension, key, n: exact(line.failures, language) }, locale);
}

/** The sentence as plain text, for readers of the picture. */
export const spoken = ({ before, name, after, lines }: Headline) =>
  `${before}${name}${after} ${lines}`.trim();
