import type { CustomSeriesOption } from 'echarts/charts';
import type { HeatmapAnswer, HeatmapCell } from '../contracts/index.ts';
import { areaSeries, signSeries } from './areas.ts';
import type { Key } from './axis-keys.ts';
import { blend } from './blend.ts';
import { corner, place, spike, type Cell, type Grid, type Rectangle } from './cell-shapes.ts';
import { dots, hatching } from './decals.ts';
import { isThin, rampOf, type Coloured, type HeatScale } from './heat-scale.ts';
import type { IncidentMarks } from './incident-marks.ts';
import type { ChartTokens } from './tokens.ts';

/** A cell of the picture, whether the answer has it or not. */
export interface HeatmapDatum extends Cell {
  row: Key;
  column: Key;
  cell: HeatmapCell | null;
}

/** How much a thin cell fades into the surface, and one that is not selected. */
const FADED = 0.8;
const DIMMED = 0.8;

type Shape = (at: Rectangle, datum: HeatmapDatum) => object | object[];

/** A series that draws a shape over some cells, and is never pressed. */
const over = (data: HeatmapDatum[], z: number, shape: Shape): CustomSeriesOption => ({
  type: 'custom',
  silent: true,
  clip: false,
  z,
  progressive: 0,
  progressiveThreshold: Infinity,
  data: data as never,
  renderItem: (params, api) => {
    const children = [shape(place(api as unknown as Grid), data[params.dataIndex]!)].flat();
    return { type: 'group', children } as never;
  },
});

const isEmpty = ({ cell }: HeatmapDatum) => !cell || cell.value === null;
const isHatched = ({ cell }: HeatmapDatum) => cell && cell.value !== null && isThin(cell);

/** The cells, an area for each look: coloured by their value, thin ones as a tint under hatching; empty ones are dots on the surface. */
export function cellSeries(
  data: HeatmapDatum[],
  answer: Coloured,
  scale: HeatScale,
  isDimmed: (datum: HeatmapDatum) => boolean,
  tokens: ChartTokens,
): CustomSeriesOption[] {
  const ramp = rampOf(answer, tokens);
  const fillOf = (datum: HeatmapDatum) => {
    const colour = ramp[scale.levelOf(datum.cell!.value!)]!;
    if (isHatched(datum)) return blend(colour, tokens.surface, FADED);
    return isDimmed(datum) ? blend(colour, tokens.surface, DIMMED) : colour;
  };
  const looks = new Map<string, HeatmapDatum[]>();
  for (const datum of data.filter((datum) => !isEmpty(datum))) {
    const fill = fillOf(datum);
    const alike = looks.get(fill);
    if (alike) alike.push(datum);
    else looks.set(fill, [datum]);
  }
  return [
    ...[...looks].map(([fill, alike]) => areaSeries(alike, { fill }, 2)),
    signSeries(data.filter(isEmpty), dots(`${tokens.muted}59`)),
    signSeries(data.filter(isHatched), hatching(tokens.line)),
  ];
}

/** A spike in each firm cell that lies beyond the scale's bound, up or down. */
export const outlierSeries = (data: HeatmapDatum[], { bound }: HeatScale, tokens: ChartTokens) =>
  over(
    data.filter(({ cell }) => cell && cell.value !== null && !isThin(cell) && Math.abs(cell.value) > bound),
    4,
    (at, { cell }) => ({
      type: 'polygon',
      shape: { points: spike(at, Math.sign(cell!.value!)) },
      style: { fill: tokens.surface },
    }),
  );

/** A frame around cells, in a colour on a halo of surface. */
export const frameSeries = (data: HeatmapDatum[], colour: string, tokens: ChartTokens) =>
  over(data, 6, (shape) =>
    [
      { stroke: tokens.surface, lineWidth: 5 },
      { stroke: colour, lineWidth: 3 },
    ].map((style) => ({ type: 'rect', shape, style: { fill: 'none', ...style } })),
  );

/** Incidents: a corner on the cells that they are as narrow as, a bar at the head of their row or column. */
export function markSeries(
  data: HeatmapDatum[],
  { cells, rows, columns }: IncidentMarks,
  tokens: ChartTokens,
): CustomSeriesOption[] {
  const style = { fill: tokens.accent };
  const bar = (shape: object) => ({ type: 'rect', shape, style });
  return [
    over(
      data.filter(({ row, column, cell }) => cell && cells.has(`${row}\n${column}`)),
      5,
      (at) => ({
        type: 'polygon',
        shape: { points: corner(at) },
        style: { ...style, stroke: tokens.surface, lineWidth: 1 },
      }),
    ),
    over(
      data.filter(({ value: [x], row }) => x === 0 && rows.has(String(row))),
      5,
      ({ x, y, height }) => bar({ x: x - 4, y, width: 3, height }),
    ),
    over(
      data.filter(({ value: [, y], column }) => y === 0 && columns.has(String(column))),
      5,
      ({ x, y, width }) => bar({ x, y: y - 4, width, height: 3 }),
    ),
  ];
}

/** Every cell of the drawn rows and columns, empty ones too. */
export function dataOf(
  rows: Key[],
  columns: Key[],
  find: (row: Key, column: Key) => HeatmapAnswer['cells'][number] | null,
): HeatmapDatum[] {
  return rows.flatMap((row, y) =>
    columns.map((column, x) => ({ value: [x, y], row, column, cell: find(row, column) })),
  );
}
