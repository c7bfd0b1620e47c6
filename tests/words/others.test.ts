import { expect, it } from 'vitest';
import type { SeriesAnswer } from '../../src/lib/contracts/index.ts';
import { withOthers } from '../../src/lib/words/others.ts';

const point = (bucket: string, by: string, failures: number) => ({
  bucket,
  by,
  attempts: 100,
  settled: 90,
  failures,
  value: failures,
});

it('adds the smaller categories up, bucket by bucket, and leaves the answer as it was', () => {
  const points = [
    point('2026-09-01', 'network', 5),
    point('2026-09-01', 'duplicate', 1),
    point('2026-09-01', 'channel_error', 2),
    point('2026-09-02', 'duplicate', 4),
  ];
  const answer = { metric: 'failures', points } as SeriesAnswer;
  expect(
    withOthers(answer).points.map(({ bucket, by, value, settled }) => [bucket, by, value, settled]),
  ).toEqual([
    ['2026-09-01', 'network', 5, 90],
    ['2026-09-01', 'other', 3, 90],
    ['2026-09-02', 'other', 4, 90],
  ]);
  expect(points[1]!.value).toBe(1);
});
