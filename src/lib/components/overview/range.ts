import type { EChartsType } from 'echarts/core';
import type { Attachment } from 'svelte/attachments';
import { MARK_HEIGHT } from '../../charts/bands.ts';

interface Handlers {
  chart: () => EChartsType | undefined;
  /** How many buckets the axis has. */
  buckets: () => number;
  /** The buckets that a drag covers so far; null when it is given up. */
  ondrag: (range: [first: number, last: number] | null) => void;
  /** The buckets that were chosen: one by a press, several by a drag. */
  onrange: (range: [first: number, last: number]) => void;
}

/** Chooses buckets of a chart's x axis by a press, or by a drag with a mouse or pen; marks on top of it keep their own press. */
export function ranges({ chart, buckets, ondrag, onrange }: Handlers): Attachment<HTMLElement> {
  return (element) => {
    let start: number | null = null;

    function bucketAt({ clientX, clientY }: PointerEvent, isStart: boolean): number | null {
      const { left, top } = element.getBoundingClientRect();
      const [x, y] = [clientX - left, clientY - top];
      if (isStart && !chart()?.containPixel({ gridIndex: 0 }, [x, y - MARK_HEIGHT])) return null;
      const found = chart()?.convertFromPixel({ xAxisIndex: 0 }, x);
      return found === undefined ? null : Math.min(buckets() - 1, Math.max(0, Math.round(Number(found))));
    }
    const rangeTo = (event: PointerEvent): [number, number] | null => {
      const end = bucketAt(event, false);
      return start === null || end === null ? null : [Math.min(start, end), Math.max(start, end)];
    };
    const down = (event: PointerEvent) => {
      if (event.button === 0) start = bucketAt(event, true);
    };
    const move = (event: PointerEvent) => {
      if (start !== null && event.pointerType !== 'touch') ondrag(rangeTo(event));
    };
    const up = (event: PointerEvent) => {
      const range = rangeTo(event);
      start = null;
      ondrag(null);
      if (range) onrange(range);
    };
    const cancel = () => {
      start = null;
      ondrag(null);
    };
    element.addEventListener('pointerdown', down);
    window.addEventListener('pointermove', move);
    window.addEventListener('pointerup', up);
    window.addEventListener('pointercancel', cancel);
    return () => {
      element.removeEventListener('pointerdown', down);
      window.removeEventListener('pointermove', move);
      window.removeEventListener('pointerup', up);
      window.removeEventListener('pointercancel', cancel);
    };
  };
}
