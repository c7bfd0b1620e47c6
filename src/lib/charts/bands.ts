import type { Grain } from '../contracts/index.ts';
import type { ChartOption } from './option.ts';
import type { ChartTokens } from './tokens.ts';

/** A span of time to be marked on a time axis. */
export interface Band {
  /** Local start and exclusive end, ISO 8601; an open one has no end. */
  from: string;
  to: string | null;
  label: string;
  href: string;
  severity: 'minor' | 'moderate' | 'severe' | 'extreme';
}

/** The bucket that a local time lies in: its text begins with the local clock, whatever offset follows. */
export function bucketOf(local: string, grain: Grain): string {
  if (grain === 'hour') return `${local.slice(0, 13)}:00`;
  if (grain === 'month') return `${local.slice(0, 7)}-01`;
  if (grain === 'day') return local.slice(0, 10);
  const day = new Date(`${local.slice(0, 10)}T00:00Z`);
  const monday = day.getTime() - ((day.getUTCDay() + 6) % 7) * 86_400_000;
  return new Date(monday).toISOString().slice(0, 10);
}

/** What a drawn band carries: read it from the event that `Chart` passes to `onselect`. */
export interface BandDatum {
  value: [first: number, last: number];
  href: string;
  label: string;
}

/** The buckets that each band covers, as places on the axis; bands outside of it are left out. */
export function bandData(
  bands: readonly Band[],
  axis: readonly string[],
  grain: Grain,
): (BandDatum & Band)[] {
  const [first, last] = [axis[0] ?? '', axis.at(-1) ?? ''];
  return bands.flatMap((band) => {
    const start = bucketOf(band.from, grain);
    const end = band.to === null ? last : bucketOf(justBefore(band.to), grain);
    if (axis.length === 0 || end < first || start > last) return [];
    const at = (bucket: string) => axis.findLastIndex((one) => one <= bucket);
    return [{ ...band, value: [Math.max(0, at(start)), Math.max(0, at(end))] as [number, number] }];
  });
}

/** The end is exclusive: a band that ends at midnight does not reach into the next day. */
const justBefore = (local: string) =>
  new Date(Date.parse(`${local.slice(0, 16)}:00Z`) - 60_000).toISOString().slice(0, 16);

type Series = Extract<NonNullable<ChartOption['series']>, unknown[]>[number];

/** How high the marks of incidents on top of a chart are, with room to press them, in pixels. */
export const MARK_HEIGHT = 10;

/** A series that marks spans above the others; the one that is pointed at is shown as a band behind them. */
export function bandSeries(data: readonly BandDatum[], tokens: ChartTokens): Series {
  return {
    type: 'custom',
    name: 'incidents',
    z: 1,
    clip: true,
    cursor: 'pointer',
    tooltip: { show: false },
    encode: { x: [0, 1] },
    data: data as never,
    renderItem: (params, api) => {
      const grid = params.coordSys as unknown as { x: number; y: number; width: number; height: number };
      const [left] = api.coord([api.value(0), 0]) as [number, number];
      const [right] = api.coord([api.value(1), 0]) as [number, number];
      const [step] = (api.size?.([1, 0]) ?? [0]) as [number, number];
      const x = Math.max(grid.x, left - step / 2);
      const width = Math.max(4, Math.min(grid.x + grid.width, right + step / 2) - x);
      return {
        type: 'group',
        children: [
          {
            type: 'rect',
            silent: true,
            shape: { x, y: grid.y, width, height: grid.height },
            style: { fill: 'transparent' },
            emphasis: { style: { fill: `${tokens.accent}24` } },
          },
          {
            type: 'rect',
            shape: { x, y: grid.y, width, height: MARK_HEIGHT },
            style: { fill: 'transparent' },
          },
          {
            type: 'rect',
            shape: { x: x + 1, y: grid.y, width: Math.max(2, width - 2), height: 4, r: 2 },
            style: { fill: tokens.accent },
          },
        ],
      };
    },
  };
}
