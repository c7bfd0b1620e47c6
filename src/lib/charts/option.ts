import type { BarSeriesOption, CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption, LegendComponentOption, TooltipComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { ChartTokens } from './tokens.ts';

/** A drawing that `Chart.svelte` holds. */
export type { EChartsType } from 'echarts/core';

/** An ECharts option made only of the parts that `Chart.svelte` loads. */
export type ChartOption = ComposeOption<
  | BarSeriesOption
  | CustomSeriesOption
  | LineSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
>;

export const FONT = 'Inter, "PingFang SC", "Noto Sans SC", "Microsoft YaHei", system-ui, sans-serif';

/** What every drawing shares: no animation, our font, a plain tooltip. */
export function baseOption(tokens: ChartTokens): ChartOption {
  return {
    animation: false,
    backgroundColor: 'transparent',
    darkMode: tokens.dark,
    textStyle: { fontFamily: FONT, fontSize: 12, color: tokens.muted },
    tooltip: {
      backgroundColor: tokens.surface,
      borderColor: tokens.line,
      borderWidth: 1,
      padding: [8, 12],
      confine: true,
      transitionDuration: 0,
      textStyle: { color: tokens.text, fontSize: 13, fontFamily: FONT },
      extraCssText: 'box-shadow:none;border-radius:8px;max-width:320px;white-space:normal;line-height:1.5',
    },
  };
}

/** Text made safe for a tooltip: names of buildings come from a log. */
export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
