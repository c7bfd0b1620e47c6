import type { IncidentCell } from '../contracts/index.ts';
import { signSeries } from './areas.ts';
import { place, type Grid } from './cell-shapes.ts';
import { dots } from './decals.ts';
import { binAxis, isDuring } from './incident.ts';
import { shorten, textUnits } from './key-labels.ts';
import { baseOption, escapeHtml, type ChartOption } from './option.ts';
import type { ChartTokens } from './tokens.ts';

/** What the picture needs beside its cells. */
export interface CellsContext {
  tokens: ChartTokens;
  from: string;
  to: string | null;
  compact: boolean;
  name: (row: string) => string;
  describe: (cell: IncidentCell) => string[];
}

/** At most so many buildings are drawn. */
const MOST_ROWS = 12;

/** The buildings with most failures in the incident's own bins, worst first. */
export function worstRows(
  cells: readonly IncidentCell[],
  minutes: number,
  span: Pick<CellsContext, 'from' | 'to'>,
) {
  const failures = new Map<string, [during: number, all: number]>();
  for (const { row, bin, observed } of cells) {
    const [during, all] = failures.get(row) ?? [0, 0];
    failures.set(row, [during + (isDuring(bin, span, minutes) ? observed : 0), all + observed]);
  }
  return [...failures]
    .sort(([a, [x, m]], [b, [y, n]]) => y - x || n - m || (a < b ? -1 : 1))
    .slice(0, MOST_ROWS)
    .map(([row]) => row);
}

/** Height of the picture. */
export const cellsHeight = (rows: number) => 34 + 22 * Math.max(1, rows);

/** Failures by building and time, on one scale before, during and after; lines mark start and end. */
export function cellsOption(cells: readonly IncidentCell[], minutes: number, ctx: CellsContext): ChartOption {
  const { tokens, compact } = ctx;
  const axis = binAxis(
    cells.toSorted((a, b) => (a.bin < b.bin ? -1 : 1)),
    minutes,
  );
  const rows = worstRows(cells, minutes, ctx);
  const at = new Map(cells.map((cell) => [`${cell.row} ${cell.bin}`, cell]));
  const most = Math.max(1, ...cells.map((cell) => cell.observed));
  const labels = rows.map((row) => shorten(ctx.name(row), compact ? 12 : 24));
  const fontSize = compact ? 10 : 12;
  const labelWidth = Math.max(0, ...labels.map(textUnits)) * fontSize * 0.56;
  const data = rows.flatMap((row, y) =>
    axis.map((bin, x) => ({ value: [x, y] as [number, number], cell: at.get(`${row} ${bin}`) ?? null })),
  );
  const during = axis.map((bin) => isDuring(bin, ctx, minutes));
  const edges = [during.indexOf(true), during.lastIndexOf(true) + 1].filter((edge) => edge >= 0);
  const fill = (cell: IncidentCell | null) => {
    if (!cell) return tokens.surface;
    if (cell.observed === 0) return tokens.weekend;
    return tokens.heat[Math.min(6, Math.floor((7 * (cell.observed - 1)) / most))]!;
  };
  const step = Math.max(1, Math.round(axis.length / (compact ? 4 : 8)));
  const plain = { type: 'category' as const, axisLine: { show: false }, axisTick: { show: false } };
  return {
    ...baseOption(tokens),
    grid: { left: labelWidth + 10, right: 4, top: 26, bottom: 8, outerBoundsMode: 'none' },
    tooltip: {
      ...baseOption(tokens).tooltip,
      formatter: (found) => {
        const { cell } = (found as unknown as { data: { cell: IncidentCell | null } }).data;
        return cell ? ctx.describe(cell).map(escapeHtml).join('<br>') : '';
      },
    },
    xAxis: {
      ...plain,
      position: 'top',
      data: axis,
      axisLabel: {
        color: tokens.muted,
        fontSize,
        interval: (index: number) => index % step === 0,
        formatter: (bin: string) => (minutes <= 5 ? bin.slice(11) : bin.slice(5, 13).replace('T', ' ')),
      },
    },
    yAxis: {
      ...plain,
      inverse: true,
      data: rows,
      axisLabel: {
        color: tokens.text,
        fontSize,
        interval: 0,
        formatter: (_: string, index: number) => labels[index]!,
      },
    },
    series: [
      {
        type: 'custom',
        progressive: 0,
        data: data as never,
        renderItem: (params, api) => ({
          type: 'rect',
          shape: place(api as unknown as Grid),
          style: { fill: fill(data[params.dataIndex]!.cell) },
        }),
      },
      signSeries(
        data.filter(({ cell }) => !cell),
        dots(`${tokens.muted}59`),
      ),
      {
        type: 'custom',
        silent: true,
        z: 5,
        data: edges.map((edge) => [edge, 0]),
        renderItem: (params, api) => {
          const grid = params.coordSys as unknown as { x: number; y: number; width: number; height: number };
          const x = grid.x + (Number(api.value(0)) * grid.width) / axis.length;
          return {
            type: 'line',
            shape: { x1: x, x2: x, y1: grid.y - 4, y2: grid.y + grid.height },
            style: { stroke: tokens.accent, lineWidth: 2 },
          };
        },
      },
    ],
  };
}
