import { CATEGORIES, type Grain, type SeriesAnswer } from '../contracts/index.ts';
import { bucketAxis, bucketLabel, isTick, isWeekend } from './buckets.ts';
import { bandData, bandSeries, type Band } from './bands.ts';
import { veilSeries } from './veil.ts';
import { categoryDecal } from './decals.ts';
import { baseOption, escapeHtml, type ChartOption } from './option.ts';
import type { ChartTokens } from './tokens.ts';

/** What a series needs beside its rows: language, colours, words and how to write a value. */
export interface SeriesContext {
  locale: string;
  tokens: ChartTokens;
  grain: Grain;
  /** A category (or another value of `by`) in words. */
  labels: Record<string, string>;
  /** The axis title, with its unit. */
  unit: string;
  format: (value: number) => string;
  /** What is said of a bucket as a whole, a line each. */
  summary?: (bucket: string) => string[];
  /** Bars by default; areas for many buckets. */
  kind?: 'bar' | 'area';
  /** Spans of time that are marked behind the series. */
  bands?: readonly Band[];
  /** The first and the last bucket of a selection: what lies outside is dimmed. */
  selection?: readonly [first: string, last: string] | null;
  /** The bucket whose data are not complete yet: dashed. */
  incomplete?: string | null;
}

const MOST_BARS = 200;

/** The values of `by` from the bottom of the stack up: categories in their fixed order, then the rest. */
export function stackOrder(answer: SeriesAnswer): string[] {
  const present = new Set(answer.points.map((point) => String(point.by ?? '')));
  const known = CATEGORIES.filter((category) => present.has(category));
  const rest = [...present].filter((key) => !(CATEGORIES as readonly string[]).includes(key)).sort();
  return [...known, ...rest];
}

/** Failures by category over time, stacked; a bucket without attempts is a gap, not a zero. */
export function seriesOption(answer: SeriesAnswer, ctx: SeriesContext): ChartOption {
  const { tokens, grain } = ctx;
  const axis = bucketAxis(
    answer.points.map((point) => point.bucket),
    grain,
  );
  const kind = ctx.kind ?? (axis.length > MOST_BARS ? 'area' : 'bar');
  const values = new Map(answer.points.map((point) => [`${point.bucket} ${point.by ?? ''}`, point.value]));
  const order = stackOrder(answer);
  const nameOf = (key: string) => ctx.labels[key] ?? (key || ctx.unit);
  const series = order.map((key) => {
    const color = (tokens.category as Record<string, string>)[key] ?? tokens.muted;
    const data = axis.map((bucket) => values.get(`${bucket} ${key}`) ?? null);
    const common = { name: nameOf(key), stack: 'all', color, data };
    const decal = categoryDecal(key, tokens.surface);
    if (kind === 'area')
      return {
        ...common,
        type: 'line' as const,
        symbol: 'none',
        connectNulls: false,
        lineStyle: { width: 1 },
        areaStyle: { opacity: 0.9, decal },
      };
    const unfinished = {
      color: tokens.surface,
      borderColor: color,
      borderType: 'dashed' as const,
      borderWidth: 1.5,
    };
    const bars = data.map((value, index) =>
      axis[index] === ctx.incomplete ? { value, itemStyle: unfinished } : value,
    );
    return { ...common, data: bars, type: 'bar' as const, barCategoryGap: '20%', itemStyle: { decal } };
  });

  return {
    ...baseOption(tokens),
    tooltip: {
      ...baseOption(tokens).tooltip,
      trigger: 'axis',
      axisPointer: { type: kind === 'bar' ? 'shadow' : 'line' },
      formatter: (found) => tooltip(found as unknown as Hovered[], ctx),
    },
    legend: {
      show: order.length > 1,
      top: 0,
      left: 0,
      itemWidth: 14,
      itemHeight: 10,
      itemGap: 14,
      icon: 'rect',
      data: order.map(nameOf),
      textStyle: { color: tokens.text },
      inactiveColor: tokens.line,
    },
    grid: {
      left: 0,
      right: 8,
      top: order.length > 1 ? 64 : 28,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'category',
      data: axis,
      boundaryGap: kind === 'bar',
      splitArea: {
        show: true,
        interval: 0,
        areaStyle: {
          color: axis.map((bucket) => (isWeekend(bucket, grain) ? tokens.weekend : 'transparent')),
        },
      },
      axisLine: { lineStyle: { color: tokens.line } },
      axisTick: {
        alignWithLabel: true,
        interval: (_: number, bucket: string) => isTick(bucket, grain, axis.length),
      },
      axisLabel: {
        color: tokens.muted,
        hideOverlap: true,
        // Two days of hours on a phone: dates stay, close to the hours beside them.
        textMargin: [0, 1],
        interval: (_: number, bucket: string) => isTick(bucket, grain, axis.length),
        formatter: (bucket: string) => bucketLabel(bucket, grain, ctx.locale),
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      name: ctx.unit,
      nameLocation: 'end',
      nameGap: 10,
      nameTextStyle: { color: tokens.muted, align: 'left' },
      splitNumber: 4,
      axisLabel: { color: tokens.muted, formatter: ctx.format },
      splitLine: { lineStyle: { color: tokens.line } },
    },
    series: [
      ...(ctx.bands?.length ? [bandSeries(bandData(ctx.bands, axis, grain), tokens)] : []),
      ...series,
      ...(ctx.selection ? [veil(axis, ctx.selection, tokens)] : []),
    ],
  };
}

function veil(axis: readonly string[], [from, to]: readonly [string, string], tokens: ChartTokens) {
  const first = axis.findIndex((bucket) => bucket >= from);
  const last = axis.findLastIndex((bucket) => bucket <= to);
  return veilSeries(first < 0 ? axis.length : first, last, axis.length, tokens);
}

interface Hovered {
  name: string;
  seriesName: string;
  marker: string;
  value: number | null | unknown[];
}

/** The bucket and what lies in it, biggest share on top as in the stack. */
function tooltip(found: Hovered[], ctx: SeriesContext): string {
  const bucket = found[0]?.name;
  if (bucket === undefined) return '';
  const rows = found
    .filter((item) => typeof item.value === 'number')
    .reverse()
    .map(
      (item) =>
        `<div>${item.marker}${escapeHtml(item.seriesName)} <b>${escapeHtml(ctx.format(item.value as number))}</b></div>`,
    );
  const head = bucketLabel(bucket, ctx.grain, ctx.locale, true);
  const lines = (ctx.summary?.(bucket) ?? []).map((line) => `<div>${escapeHtml(line)}</div>`);
  const foot = lines.length > 0 ? `<div style="margin-top:4px">${lines.join('')}</div>` : '';
  return `<div>${escapeHtml(head)}</div>${rows.join('')}${foot}`;
}
