import { BarChart, CustomChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { graphic, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { RECTANGLES } from '../charts/areas.ts';
import { drawRectangles } from '../charts/cell-shapes.ts';

use([BarChart, CustomChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

graphic.registerShape(
  RECTANGLES,
  graphic.extendShape({ type: RECTANGLES, shape: { sides: [] as number[] }, buildPath: drawRectangles }),
);

export { init };
