import type { SeriesAnswer } from '../contracts/index.ts';
import { baseOption, escapeHtml, type ChartOption } from './option.ts';
import type { ChartTokens } from './tokens.ts';

/** One month: its value by days to its end, from the last of the axis (30) to 0. */
export interface MonthLine {
  month: string;
  values: (number | null)[];
}

/** Days to the end of the month: 0 on the last day. */
export function daysToMonthEnd(date: string): number {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month, 0)).getUTCDate() - day;
}

/** The latest months that hold their last day, oldest first, each by days to its end. */
export function monthLines(points: SeriesAnswer['points'], most: number): MonthLine[] {
  const months = new Map<string, (number | null)[]>();
  for (const { bucket, value } of points) {
    const month = bucket.slice(0, 7);
    const values = months.get(month) ?? Array.from({ length: 31 }, () => null);
    values[30 - daysToMonthEnd(bucket)] = value;
    months.set(month, values);
  }
  return [...months]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, values]) => ({ month, values }))
    .filter(({ values }) => values[30] !== null)
    .slice(-most);
}

/** How the last seven days compare with the rest, a day each; null where there is nothing to divide by. */
export function monthEndLift(lines: readonly MonthLine[]): number | null {
  const mean = (values: (number | null)[]) => {
    const known = values.filter((value) => value !== null);
    return known.length > 0 ? known.reduce((sum, value) => sum + value, 0) / known.length : 0;
  };
  const far = mean(lines.flatMap(({ values }) => values.slice(0, 24)));
  return far > 0 ? mean(lines.flatMap(({ values }) => values.slice(24))) / far : null;
}

/** What the picture needs beside its lines. */
export interface MonthContext {
  tokens: ChartTokens;
  unit: string;
  axis: string;
  name: (month: string) => string;
  format: (value: number) => string;
}

/** A month end over the other: the latest in colour, earlier ones fading, told apart by dashes too. */
export function monthEndsOption(lines: readonly MonthLine[], ctx: MonthContext): ChartOption {
  const { tokens } = ctx;
  const dashes = ['solid', 'dashed', 'dotted'] as const;
  return {
    ...baseOption(tokens),
    tooltip: {
      ...baseOption(tokens).tooltip,
      trigger: 'axis',
      formatter: (found) => {
        const rows = found as unknown as { name: string; seriesName: string; value: number | null }[];
        const named = rows
          .filter(({ value }) => value !== null)
          .map(
            ({ seriesName, value }) => `${escapeHtml(seriesName)} <b>${escapeHtml(ctx.format(value!))}</b>`,
          );
        return [escapeHtml(`${ctx.axis} ${rows[0]?.name ?? ''}`), ...named.toReversed()].join('<br>');
      },
    },
    grid: {
      left: 0,
      right: 64,
      top: 28,
      bottom: 24,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      name: ctx.axis,
      nameLocation: 'middle',
      nameGap: 26,
      nameTextStyle: { color: tokens.muted },
      data: Array.from({ length: 31 }, (_, index) => (index === 30 ? '0' : `−${30 - index}`)),
      axisLine: { lineStyle: { color: tokens.line } },
      axisLabel: { color: tokens.muted, interval: (index: number) => index % 5 === 0 },
    },
    yAxis: {
      type: 'value',
      min: 0,
      name: ctx.unit,
      nameTextStyle: { color: tokens.muted, align: 'left' },
      nameGap: 10,
      axisLabel: { color: tokens.muted, formatter: ctx.format },
      splitLine: { lineStyle: { color: tokens.line } },
    },
    series: lines.map(({ month, values }, index) => {
      const age = lines.length - 1 - index;
      const color = age === 0 ? tokens.category.balance : tokens.muted;
      return {
        type: 'line' as const,
        name: ctx.name(month),
        symbol: 'none',
        connectNulls: false,
        data: values,
        z: 10 - age,
        lineStyle: {
          width: age === 0 ? 3 : 1.5,
          color,
          type: dashes[age % 3],
          opacity: Math.max(0.35, 1 - age * 0.12),
        },
        itemStyle: { color },
        endLabel: {
          show: true,
          formatter: '{a}',
          color: age === 0 ? tokens.text : tokens.muted,
          fontSize: 11,
        },
        labelLayout: { moveOverlap: 'shiftY' as const },
      };
    }),
  };
}
