import { HeatmapChart } from 'echarts/charts';
import { GridComponent, TooltipComponent, VisualMapComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { HeatmapAnswer } from '../../../src/lib/contracts/index.ts';

/**
 * The least that ECharts can do for the same heatmap: its own series with its own colours, tooltip and highlight, and
 * everything but animation as it comes. A button shows another answer, arrow keys move from cell to cell.
 */
use([HeatmapChart, GridComponent, TooltipComponent, VisualMapComponent, CanvasRenderer]);

const chart = init(document.querySelector<HTMLElement>('#chart')!);
const asked = new URLSearchParams(location.search);
const most = Number(asked.get('most'));
let columns = 0;
let cells = 0;
let at = 0;

chart.on('finished', () => void performance.mark('chart finished'));

async function show(query: string): Promise<void> {
  const answer = (await (await fetch(`/data?${query}`)).json()) as HeatmapAnswer;
  const rows = answer.rows.slice(0, most);
  const place = (keys: readonly (string | number)[]) => new Map(keys.map((key, index) => [key, index]));
  const [x, y] = [place(answer.columns), place(rows)];
  const data = answer.cells.flatMap(({ row, column, value }) =>
    y.has(row) ? [[x.get(column)!, y.get(row)!, value ?? 0]] : [],
  );
  const values = data.map(([, , value = 0]) => value);
  columns = answer.columns.length;
  cells = data.length;
  chart.setOption(
    {
      animation: false,
      grid: { top: 30, bottom: 10 },
      tooltip: {},
      xAxis: { type: 'category', position: 'top', data: answer.columns.map(String) },
      yAxis: { type: 'category', inverse: true, data: rows.map(String) },
      visualMap: { show: false, min: Math.min(...values), max: Math.max(...values) },
      series: [{ type: 'heatmap', data }],
    },
    { notMerge: true },
  );
}

const STEPS: Record<string, () => number> = {
  ArrowLeft: () => -1,
  ArrowRight: () => 1,
  ArrowUp: () => -columns,
  ArrowDown: () => columns,
};

addEventListener('keydown', ({ key }) => {
  const step = STEPS[key]?.();
  if (step === undefined) return;
  chart.dispatchAction({ type: 'downplay', seriesIndex: 0, dataIndex: at });
  at = Math.max(0, Math.min(cells - 1, at + step));
  chart.dispatchAction({ type: 'highlight', seriesIndex: 0, dataIndex: at });
  chart.dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: at });
});

for (const button of document.querySelectorAll('button'))
  button.addEventListener('click', () => void show(button.value));

void show(asked.get('query') ?? '');
