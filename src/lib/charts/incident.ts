import type { IncidentBin } from '../contracts/index.ts';
import { baseOption, escapeHtml, type ChartOption } from './option.ts';
import type { ChartTokens } from './tokens.ts';

/** What the picture of an incident needs beside its bins. */
export interface IncidentContext {
  tokens: ChartTokens;
  /** Local start and exclusive end of the incident; without an end it is open. */
  from: string;
  to: string | null;
  words: { observed: string; expected: string; range: string; unit: string };
  format: (value: number) => string;
  /** A bin in words for the tooltip. */
  name: (bin: string) => string;
}

/** Every bin from the first to the last: where nobody paid there is a gap. */
export function binAxis(bins: readonly { bin: string }[], minutes: number): string[] {
  const [first, last] = [bins[0]?.bin, bins.at(-1)?.bin];
  if (first === undefined || last === undefined) return [];
  const axis: string[] = [];
  for (let time = Date.parse(`${first}Z`); time <= Date.parse(`${last}Z`); time += minutes * 60_000)
    axis.push(new Date(time).toISOString().slice(0, 16));
  return axis;
}

/** Whether a bin lies in the incident. */
export const isDuring = (bin: string, { from, to }: Pick<IncidentContext, 'from' | 'to'>, minutes: number) =>
  new Date(Date.parse(`${bin}Z`) + minutes * 60_000 - 1).toISOString().slice(0, 16) >= from.slice(0, 16) &&
  (to === null || bin < to.slice(0, 16));

/** A figure of the bins that lie in the incident, added up. */
export const sumDuring = (
  bins: readonly IncidentBin[],
  during: Pick<IncidentContext, 'from' | 'to'>,
  minutes: number,
  of: (bin: IncidentBin) => number,
) => bins.filter(({ bin }) => isDuring(bin, during, minutes)).reduce((sum, bin) => sum + of(bin), 0);

/** Observed failures as bars against the band of what is usual; the incident's own bins stand out. */
export function incidentOption(
  bins: readonly IncidentBin[],
  minutes: number,
  ctx: IncidentContext,
): ChartOption {
  const { tokens, words } = ctx;
  const axis = binAxis(bins, minutes);
  const at = new Map(bins.map((bin) => [bin.bin, bin]));
  const column = (of: (bin: IncidentBin) => number | null) =>
    axis.map((bin) => (at.has(bin) ? of(at.get(bin)!) : null));
  const line = { type: 'line' as const, symbol: 'none', connectNulls: false, step: 'middle' as const };
  const step = Math.max(1, Math.round(axis.length / 8));
  return {
    ...baseOption(tokens),
    tooltip: {
      ...baseOption(tokens).tooltip,
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      formatter: (found) => tooltip(at.get((found as unknown as { name: string }[])[0]?.name ?? ''), ctx),
    },
    grid: { left: 0, right: 8, top: 28, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'category',
      data: axis,
      splitArea: {
        show: true,
        interval: 0,
        areaStyle: {
          color: axis.map((bin) => (isDuring(bin, ctx, minutes) ? `${tokens.accent}1f` : 'transparent')),
        },
      },
      axisLine: { lineStyle: { color: tokens.line } },
      axisTick: { show: false },
      axisLabel: {
        color: tokens.muted,
        hideOverlap: true,
        interval: (index: number) => index % step === 0,
        formatter: (bin: string) => (minutes <= 5 ? bin.slice(11) : `${bin.slice(5, 10)} ${bin.slice(11)}`),
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: 1,
      name: words.unit,
      nameTextStyle: { color: tokens.muted, align: 'left' },
      nameGap: 10,
      splitNumber: 4,
      axisLabel: { color: tokens.muted, formatter: ctx.format },
      splitLine: { lineStyle: { color: tokens.line } },
    },
    series: [
      {
        type: 'bar',
        name: words.observed,
        barCategoryGap: '25%',
        data: axis.map((bin) => ({
          value: at.get(bin)?.observed ?? null,
          itemStyle: { color: isDuring(bin, ctx, minutes) ? tokens.accent : tokens.muted },
        })),
      },
      { ...line, stack: 'band', lineStyle: { width: 0 }, data: column((bin) => bin.low), silent: true },
      {
        ...line,
        name: words.range,
        stack: 'band',
        lineStyle: { width: 1, color: tokens.muted, opacity: 0.6 },
        areaStyle: { color: tokens.muted, opacity: 0.25 },
        data: column((bin) => (bin.high === null || bin.low === null ? null : bin.high - bin.low)),
        silent: true,
      },
      {
        ...line,
        name: words.expected,
        lineStyle: { width: 1.5, type: 'dashed', color: tokens.text },
        data: column((bin) => bin.expected),
        silent: true,
      },
    ],
  };
}

function tooltip(bin: IncidentBin | undefined, { words, format, name }: IncidentContext): string {
  if (!bin) return '';
  const line = (word: string, value: string) => `<div>${escapeHtml(word)} <b>${escapeHtml(value)}</b></div>`;
  return [
    `<div>${escapeHtml(name(bin.bin))}</div>`,
    line(words.observed, format(bin.observed)),
    bin.expected === null ? '' : line(words.expected, format(bin.expected)),
    bin.low === null || bin.high === null ? '' : line(words.range, `${format(bin.low)}–${format(bin.high)}`),
  ].join('');
}
