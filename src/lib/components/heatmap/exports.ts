import { shown, type CommonKeys, type HeatmapAnswer, type Shown } from '../../contracts/index.ts';
import { explainQuery } from '../explain/query.ts';
import { blockQuery, countsOf, listed, WHOLE } from './drill.ts';
import { holdsCell, type Block, type Question } from './question.ts';

/** The cells of a heatmap and the attempts that they count, with how many rows each has. */
export function heatmapExports(
  keys: CommonKeys,
  question: Question,
  answer: HeatmapAnswer,
  of?: string,
): Shown[] {
  const attempts = shown('attempts', keys);
  const counts = countsOf(answer, WHOLE);
  const rows = counts ? listed(counts, new URLSearchParams(attempts.query)) : 0;
  const part = of === undefined ? {} : { of };
  return [
    { ...shown('heatmap', { ...keys, ...question }, answer.cells.length), ...part },
    { ...attempts, rows, ...part },
  ];
}

/** What is open: its cells, its attempts, and why they failed; `filters` are those of its picture. */
export function blockExports(
  filters: URLSearchParams,
  question: Question,
  answer: HeatmapAnswer,
  block: Block,
  of: string,
): Shown[] {
  const counts = countsOf(answer, block);
  if (!counts) return [];
  const cells = new URLSearchParams([
    ...filters,
    ...Object.entries(question),
    ...block.rows.map((row) => ['row', row] as [string, string]),
    ...block.columns.map((column) => ['column', column] as [string, string]),
  ]);
  const attempts = blockQuery(filters, question, block);
  const found = answer.cells.filter(({ row, column }) => holdsCell(block, row, column));
  return [
    { name: 'heatmap', query: cells.toString(), rows: found.length, of },
    { name: 'attempts', query: attempts.toString(), rows: listed(counts, attempts), of },
    ...(counts.failures > 0
      ? [{ name: 'explain' as const, query: explainQuery(attempts, 'expected'), of }]
      : []),
  ];
}
