import { describe, expect, it } from 'vitest';
import { bucketTotals } from '../../src/lib/charts/bucket-totals.ts';
import { seriesOption, stackOrder, type SeriesContext } from '../../src/lib/charts/series.ts';
import { LIGHT } from '../../src/lib/charts/tokens.ts';
import type { SeriesAnswer } from '../../src/lib/contracts/index.ts';

const point = (bucket: string, by: string, value: number) => ({
  bucket,
  by,
  value,
  attempts: 100,
  settled: 100,
  failures: value,
});
const answer: SeriesAnswer = {
  data_version: '1',
  sample: true,
  from: '2026-09-25',
  to: '2026-09-28',
  metric: 'failures',
  points: [
    point('2026-09-25', 'unknown', 1),
    point('2026-09-25', 'balance', 5),
    point('2026-09-28', 'network', 0),
    point('2026-09-28', 'balance', 7),
  ],
};
const ctx: SeriesContext = {
  locale: 'zh-CN',
  tokens: LIGHT,
  grain: 'day',
  labels: { network: '网络波动', balance: '余额不足', unknown: '未知' },
  unit: '失败笔数',
  format: String,
};
const seriesOf = (option: ReturnType<typeof seriesOption>) =>
  option.series as { name: string; data: (number | null)[]; type: string; itemStyle?: { decal?: unknown } }[];

describe('a selection', () => {
  const veiled = (selection: [string, string]) =>
    seriesOf(seriesOption(answer, { ...ctx, selection })).find((one) => one.type === 'custom')!.data;

  it('dims what lies outside of it', () => {
    expect(veiled(['2026-09-26', '2026-09-27'])).toEqual([
      [0, 0],
      [3, 3],
    ]);
    expect(veiled(['2026-09-25', '2026-09-25'])).toEqual([[1, 3]]);
    expect(veiled(['2026-09-28', '2026-09-28'])).toEqual([[0, 2]]);
  });
});

describe('seriesOption', () => {
  it('stacks categories in the contract’s order whatever order they come in', () => {
    expect(stackOrder(answer)).toEqual(['network', 'balance', 'unknown']);
    expect(seriesOf(seriesOption(answer, ctx)).map((one) => one.name)).toEqual([
      '网络波动',
      '余额不足',
      '未知',
    ]);
  });
  it('leaves days without attempts empty and keeps a true zero', () => {
    const [network, balance] = seriesOf(seriesOption(answer, ctx));
    expect(network!.data).toEqual([null, null, null, 0]);
    expect(balance!.data).toEqual([5, null, null, 7]);
  });
  it('starts at zero, never animates and marks categories by more than colour', () => {
    const option = seriesOption(answer, ctx);
    expect(option.yAxis).toMatchObject({ min: 0, name: '失败笔数' });
    expect(option.animation).toBe(false);
    expect(seriesOf(option)[1]!.itemStyle?.decal).toBeDefined();
  });
  it('draws areas when asked', () => {
    expect(seriesOf(seriesOption(answer, { ...ctx, kind: 'area' }))[0]!.type).toBe('line');
  });
  it('says under its parts what a bucket counts as a whole', () => {
    const totals = bucketTotals(answer);
    expect(totals.get('2026-09-25')).toEqual({ failures: 6, settled: 100 });
    const summary = (bucket: string) => [`${totals.get(bucket)?.failures} <in all>`];
    const { formatter } = seriesOption(answer, { ...ctx, summary }).tooltip as {
      formatter: (found: object[]) => string;
    };
    const hovered = { name: '2026-09-25', seriesName: '余额不足', marker: '', value: 5 };
    expect(formatter([hovered])).toMatch(/余额不足 <b>5<\/b>.*6 &#60;in all&#62;/);
  });
  it('stands without any point', () => {
    expect(seriesOf(seriesOption({ ...answer, points: [] }, ctx))).toEqual([]);
  });
});
