import { SEVERITIES, type Grain, type SeriesAnswer, type Severity } from '../contracts/index.ts';
import { bucketOf, type Band } from './bands.ts';
import { bucketAxis } from './buckets.ts';
import { escapeHtml, type ChartOption } from './option.ts';
import { seriesOption, type SeriesContext } from './series.ts';

/** A span of time with the row that it belongs to. */
export interface LaneBand extends Band {
  row: string;
}

/** A span as a bar: from and to in buckets of the axis, fractions included, and its lane from the top. */
export interface LaneDatum extends LaneBand {
  value: [from: number, to: number, lane: number];
}

/** A row of lanes: the first of them, how many, and its name. */
export interface LaneRow {
  row: string;
  first: number;
  lanes: number;
}

export const LANE_HEIGHT = 14;
const TOP = 28;
const TREND = 132;
const GAP = 14;
const AXIS = 28;
/** Least width of a bar, so that five minutes of four months can be seen and pressed. */
const LEAST_PX = 7;

const DAY = 86_400_000;
const wall = (local: string) =>
  Date.parse(local.length > 10 ? `${local.slice(0, 16)}:00Z` : `${local}T00:00Z`);

function spanOf(bucket: string, grain: Grain): number {
  if (grain !== 'month') return { hour: DAY / 24, day: DAY, week: 7 * DAY }[grain];
  const start = new Date(wall(bucket));
  return Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1) - start.getTime();
}

/** Where a local time lies on an axis of buckets: its bucket's number and how far into it. */
function placeOf(local: string, axis: readonly string[], grain: Grain): number {
  const at = axis.findLastIndex((bucket) => bucket <= bucketOf(local, grain));
  if (at < 0) return 0;
  const bucket = axis[at]!;
  return Math.min(axis.length, at + (wall(local) - wall(bucket)) / spanOf(bucket, grain));
}

/**
 * Bands laid into lanes, rows in the order given: within a row a band takes the first lane that is free from its start
 * on. `least` is the least width in buckets. Bands outside of the axis and rows without bands are left out.
 */
export function laneData(
  bands: readonly LaneBand[],
  axis: readonly string[],
  { grain, rows, least }: { grain: Grain; rows: readonly string[]; least: number },
): { data: LaneDatum[]; rows: LaneRow[] } {
  const placed = bands
    .map((band) => {
      const from = placeOf(band.from, axis, grain);
      const to = band.to === null ? axis.length : placeOf(band.to, axis, grain);
      return { band, from, to: Math.max(to, Math.min(from + least, axis.length)) };
    })
    .filter(({ from, to }) => to > from && to > 0 && from < axis.length)
    .sort((a, b) => a.from - b.from || b.to - a.to);
  const data: LaneDatum[] = [];
  const found: LaneRow[] = [];
  let first = 0;
  for (const row of rows) {
    const ends: number[] = [];
    for (const { band, from, to } of placed.filter((one) => one.band.row === row)) {
      const free = ends.findIndex((end) => end <= from);
      const lane = free < 0 ? ends.length : free;
      ends[lane] = to;
      data.push({ ...band, value: [from, to, first + lane] });
    }
    if (ends.length > 0) found.push({ row, first, lanes: ends.length });
    first += ends.length;
  }
  return { data, rows: found };
}

/** What the picture needs beside what a series needs. */
export interface LaneContext extends Omit<SeriesContext, 'bands'> {
  rows: readonly string[];
  /** A row in words. */
  rowName: (row: string) => string;
  /** Pixels that are there for it: narrow bars are widened by it. */
  width: number;
  /** Pixels left of the axis. */
  left: number;
}

/** Failures over time, and under them each incident as a bar of its time, in rows; its height in pixels comes with it. */
export function lanesOption(
  answer: SeriesAnswer,
  bands: readonly LaneBand[],
  ctx: LaneContext,
): { option: ChartOption; height: number } {
  const { tokens, grain, left } = ctx;
  const axis = bucketAxis(
    answer.points.map(({ bucket }) => bucket),
    grain,
  );
  const least = (axis.length * LEAST_PX) / Math.max(1, ctx.width - left);
  const { data, rows } = laneData(bands, axis, { grain, rows: ctx.rows, least });
  const count = Math.max(1, data.reduce((most, { value }) => Math.max(most, value[2] + 1), 0)); // prettier-ignore
  const trend = seriesOption(answer, ctx);
  const x = trend.xAxis as object & { axisLabel: object };
  const lanesTop = TOP + TREND + GAP;
  const lanesHeight = count * LANE_HEIGHT;
  const grid = { left, right: 8, outerBoundsMode: 'none' as const };
  const barOf = (severity: Severity) => 5 + 2 * SEVERITIES.indexOf(severity);
  const option: ChartOption = {
    ...trend,
    grid: [
      { ...grid, top: TOP, height: TREND },
      {
        ...grid,
        top: lanesTop,
        height: lanesHeight,
        tooltip: {
          trigger: 'item',
          formatter: (hovered: unknown) => escapeHtml((hovered as { data: LaneDatum }).data.label),
        },
      },
    ],
    xAxis: [
      { ...x, axisLabel: { ...x.axisLabel, show: false }, axisTick: { show: false } },
      { ...x, gridIndex: 1, position: 'bottom' },
    ] as ChartOption['xAxis'],
    yAxis: [
      trend.yAxis as object,
      { type: 'value', gridIndex: 1, show: false, min: 0, max: count, inverse: true },
    ] as ChartOption['yAxis'],
    series: [
      ...(trend.series as []),
      {
        type: 'custom',
        name: 'rows',
        silent: true,
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: rows.map(({ first, lanes }) => [first, lanes]),
        renderItem: (params, api) => {
          const { x: start, y, width } = params.coordSys as unknown as Record<'x' | 'y' | 'width', number>;
          const row = rows[params.dataIndex]!;
          const top = y + (api.value(0) as number) * LANE_HEIGHT;
          const line = { x1: start, x2: start + width, y1: top, y2: top };
          return {
            type: 'group',
            children: [
              { type: 'line', shape: line, style: { stroke: tokens.line, lineWidth: 1 } },
              {
                type: 'text',
                style: {
                  text: ctx.rowName(row.row),
                  x: start - 8,
                  y: top + LANE_HEIGHT / 2,
                  align: 'right',
                  verticalAlign: 'middle',
                  fill: tokens.muted,
                  fontSize: 12,
                },
              },
            ],
          };
        },
      },
      {
        type: 'custom',
        name: 'incidents',
        cursor: 'pointer',
        xAxisIndex: 1,
        yAxisIndex: 1,
        encode: { x: [], y: [] },
        data: data as never,
        renderItem: (params, api) => {
          const { x: start, y, width } = params.coordSys as unknown as Record<'x' | 'y' | 'width', number>;
          const [from, to, lane] = [0, 1, 2].map((at) => api.value(at) as number) as [number, number, number];
          const { severity } = data[params.dataIndex]!;
          const step = width / Math.max(1, axis.length);
          const height = barOf(severity);
          const middle = y + (lane + 0.5) * LANE_HEIGHT;
          const shape = { x: start + from * step, width: Math.max(3, (to - from) * step - 1), r: 2 };
          return {
            type: 'group',
            children: [
              {
                type: 'rect',
                shape: { ...shape, y: middle - LANE_HEIGHT / 2, height: LANE_HEIGHT },
                style: { fill: 'transparent' },
              },
              {
                type: 'rect',
                shape: { ...shape, y: middle - height / 2, height },
                style: { fill: tokens.severity[severity] },
              },
            ],
          };
        },
      },
    ],
  };
  return { option, height: lanesTop + lanesHeight + AXIS };
}
