import { isDiverging, isThin } from '../../charts/heat-scale.ts';
import type { HeatmapCell } from '../../contracts/index.ts';
import { m } from '../../paraglide/messages.js';
import { isInPoints, metricOf, writeShort, type HeatmapView } from './view.ts';

/** A sign of the picture, what it means, and how many cells bear it; `level` is its place on the ramp. */
export interface HeatMark {
  sign: 'step' | 'outlier' | 'thin' | 'empty';
  level: number | null;
  text: string;
  /** Null where they are not counted. */
  cells: number | null;
}

const STRONGEST = 6;
const boundOf = (view: HeatmapView) => writeShort(view, view.scale.bound).replace(/^\+/, '');

/** What a legend as a whole is called. */
export const legendName = (view: HeatmapView) =>
  (view.spread === 'linear' ? m.heat_legend_linear : m.heat_legend)(
    { metric: metricOf(view) },
    { locale: view.language },
  );

/** The signs of a picture: each step of colour, outliers, thin and empty cells. `cells` are those of several pictures. */
export function legendMarks(view: HeatmapView, cells: HeatmapCell[] = view.answer.cells): HeatMark[] {
  const { answer, scale } = view;
  const locale = { locale: view.language };
  const between = (from: string, to: string) => (from === to ? from : m.heat_range({ from, to }, locale));
  const outlier = isDiverging(answer) ? m.heat_outlier_both : m.heat_outlier;
  return [
    ...scale.steps.map((step) => ({
      sign: 'step' as const,
      level: step.level,
      text: between(writeShort(view, step.from), writeShort(view, step.to)),
      cells: step.cells,
    })),
    {
      sign: 'outlier' as const,
      level: STRONGEST,
      text: outlier({ bound: boundOf(view) }, locale),
      cells: scale.outliers,
    },
    { sign: 'thin' as const, level: null, text: m.heat_thin({}, locale), cells: cells.filter(isThin).length },
    { sign: 'empty' as const, level: null, text: m.heat_empty({}, locale), cells: null },
  ].filter(({ sign, cells }) => sign !== 'outlier' || cells !== 0);
}

/** What else is to be known of the colours, a line each. */
export function legendNotes(view: HeatmapView): string[] {
  const locale = { locale: view.language };
  return [
    ...(isInPoints(view) ? [m.heat_in_points({}, locale)] : []),
    ...(view.spread === 'linear' && view.scale.outliers > 0
      ? [m.heat_bound_note({ bound: boundOf(view) }, locale)]
      : []),
  ];
}
