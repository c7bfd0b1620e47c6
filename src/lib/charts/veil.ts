import type { ChartOption } from './option.ts';
import type { ChartTokens } from './tokens.ts';

type Series = Extract<NonNullable<ChartOption['series']>, unknown[]>[number];

/** A series that dims everything on a bucket axis of `length` buckets but those from `first` to `last`. */
export function veilSeries(first: number, last: number, length: number, tokens: ChartTokens): Series {
  return {
    type: 'custom',
    name: 'selection',
    z: 10,
    silent: true,
    clip: true,
    tooltip: { show: false },
    encode: { x: [0, 1] },
    data: [
      [0, first - 1],
      [last + 1, length - 1],
    ].filter(([from = 0, to = 0]) => from <= to),
    renderItem: (params, api) => {
      const grid = params.coordSys as unknown as { x: number; y: number; width: number; height: number };
      const [left] = api.coord([api.value(0), 0]) as [number, number];
      const [right] = api.coord([api.value(1), 0]) as [number, number];
      const [step] = (api.size?.([1, 0]) ?? [0]) as [number, number];
      return {
        type: 'rect',
        shape: { x: left - step / 2, y: grid.y, width: right - left + step, height: grid.height },
        style: { fill: tokens.surface, opacity: 0.72 },
      };
    },
  };
}
