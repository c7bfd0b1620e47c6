import type { IncidentRow } from '../../contracts/index.ts';
import { m } from '../../paraglide/messages.js';
import type { HeatmapView } from './view.ts';

/** Whether a picture shows balance failures by themselves. */
export const showsBalance = ({ answer, categories }: HeatmapView) =>
  categories.includes('balance') || [answer.row_dimension, answer.column_dimension].includes('category');

/** What stands below a picture: its frame, its marks and its metric in words; `named` where the headline names a cell of it. */
export function footnotes(view: HeatmapView, named: boolean, met: readonly IncidentRow[]): string[] {
  const { answer, categories, language, marks } = view;
  const locale = { locale: language };
  const n = met.filter(({ category }) => categories.length === 0 || categories.includes(category)).length;
  const notes: [boolean, () => string][] = [
    [named, () => m.heat_named({}, locale)],
    [
      n > 0 && marks.cells.size + marks.rows.size + marks.columns.size > 0,
      () => m.inc_marked_cells({ n }, locale),
    ],
    [answer.metric === 'excess', () => m.heat_excess_note({}, locale)],
  ];
  return notes.flatMap(([applies, note]) => (applies ? [note()] : []));
}
