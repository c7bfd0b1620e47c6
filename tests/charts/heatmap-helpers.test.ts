import { describe, expect, it } from 'vitest';
import { axisKeys, cellFinder, shownKeys } from '../../src/lib/charts/axis-keys.ts';
import { blend } from '../../src/lib/charts/blend.ts';
import { changesOf } from '../../src/lib/charts/changes.ts';
import { heatScale, SPREADS, type Spread } from '../../src/lib/charts/heat-scale.ts';
import { keyLabel, shorten, textUnits, textWidth } from '../../src/lib/charts/key-labels.ts';
import { quantileBorders, readingsOf, stepOf } from '../../src/lib/charts/quantiles.ts';
import { DARK, LIGHT } from '../../src/lib/charts/tokens.ts';
import type { Metric } from '../../src/lib/contracts/index.ts';
import { cell, heatmapOf } from './samples.ts';

describe('quantileBorders', () => {
  const borders = (values: number[]) => quantileBorders(readingsOf(values), 7);
  it('cuts into steps of about the same size', () => {
    const values = Array.from({ length: 70 }, (_, i) => i);
    expect(borders(values)).toEqual([10, 20, 30, 40, 50, 60]);
  });
  it('does not let one spike flatten the rest', () => {
    expect(borders([1, 2, 3, 4, 5, 6, 1_000_000]).at(-1)).toBe(1_000_000);
    expect(borders([1, 2, 3, 4, 5, 6, 1_000_000])[0]).toBe(2);
  });
  it('has fewer borders where values repeat, none where all are the same', () => {
    expect(borders([0, 0, 0, 0, 0, 3])).toEqual([3]);
    expect(borders([4, 4, 4])).toEqual([]);
    expect(borders([])).toEqual([]);
  });
  it('has every step that it can have, however many values a few of them repeat', () => {
    const repeated = [...Array<number>(500).fill(1), ...Array<number>(200).fill(2), 3, 3, 4, 5, 6, 7, 8, 9];
    expect(borders(repeated)).toEqual([2, 3, 4, 5, 7, 8]);
    expect(borders([1, 1, 1, 2, 3, 4, 5, 6, 7])).toEqual([2, 3, 4, 5, 6, 7]);
  });
  it('never parts what reads alike', () => {
    const whole = (value: number) => String(Math.round(value));
    const values = Array.from({ length: 60 }, (_, i) => i / 10);
    expect(readingsOf(values, whole).map(({ from, count }) => [from, count])).toEqual([
      [0, 5],
      [0.5, 10],
      [1.5, 10],
      [2.5, 10],
      [3.5, 10],
      [4.5, 10],
      [5.5, 5],
    ]);
    expect(quantileBorders(readingsOf(values, whole), 3)).toEqual([1.5, 3.5]);
  });
  it('puts a border into the step that it opens', () => {
    expect([9, 10, 11].map((value) => stepOf(value, [10]))).toEqual([0, 1, 1]);
  });
});

describe('heatScale', () => {
  it('takes zero as a value, with the palest colour', () => {
    const answer = heatmapOf([cell(0, 1, 0), cell(0, 2, 9)]);
    expect(heatScale(answer).levelOf(0)).toBe(0);
    expect(heatScale(answer).levelOf(9)).toBe(6);
  });
  it('shows the borders and counts, all cells once', () => {
    const cells = Array.from({ length: 50 }, (_, i) => cell(i % 24, 1 + Math.floor(i / 24), i));
    const { steps } = heatScale(heatmapOf(cells));
    expect(steps).toHaveLength(7);
    expect(steps.reduce((sum, step) => sum + step.cells, 0)).toBe(50);
    expect(steps[0]!.from).toBe(0);
    expect(steps.at(-1)!.to).toBe(49);
  });
  it('centres excess on zero', () => {
    const answer = {
      ...heatmapOf([-30, -4, -1, 0, 1, 6, 40].map((v, i) => cell(i, 1, v))),
      metric: 'excess' as const,
    };
    const { levelOf } = heatScale(answer);
    expect(levelOf(0)).toBe(3);
    expect(levelOf(-30)).toBe(0);
    expect(levelOf(40)).toBe(6);
  });
  it('shows an excess that rounds to nothing as nothing', () => {
    const cells = [-0.4, -0.2, 0.1, 0.3, 0.4, 1, 8].map((value, i) => ({ ...cell(i, 1, 1), value }));
    const { levelOf } = heatScale({ ...heatmapOf(cells), metric: 'excess' }, 'quantile', (size) =>
      String(Math.round(size)),
    );
    expect([-0.4, 0.4].map(levelOf)).toEqual([3, 3]);
    expect(levelOf(8)).toBe(6);
  });
  const saysOf = (values: number[], spread: Spread, metric: Metric) => {
    const whole = (value: number) => Math.sign(value) * Math.round(Math.abs(value)) + 0;
    const cells = values.map((value, i) => ({ ...cell(i, 1, 1), value }));
    const { steps } = heatScale({ ...heatmapOf(cells), metric }, spread, (size) => String(whole(size)));
    return steps.map(({ from, to, level }) => [level, whole(from), whole(to)]);
  };
  it('keeps seven colours where most cells are zero, or one more or fewer than usual', () => {
    const many = (n: number, value: number) => Array<number>(n).fill(value);
    const excess = [...many(900, 0.1), ...many(200, 1.2), ...many(150, -0.8), ...many(9, -3), ...many(9, 2)];
    expect(saysOf([...excess, -11, 5, 8, 31], 'quantile', 'excess')).toEqual([
      [0, -11, -3],
      [2, -1, -1],
      [3, 0, 0],
      [4, 1, 1],
      [5, 2, 2],
      [6, 5, 31],
    ]);
    const failures = [...many(900, 0), ...many(200, 1), ...many(90, 2), 3, 4, 5, 6, 9, 47];
    expect(saysOf(failures, 'quantile', 'failures')).toEqual([
      [0, 0, 0],
      [1, 1, 1],
      [2, 2, 2],
      [3, 3, 3],
      [4, 4, 5],
      [5, 6, 6],
      [6, 9, 47],
    ]);
  });
  it('says nothing twice in its legend, whichever way the colours are spread', () => {
    const values = Array.from({ length: 300 }, (_, i) => ((i * 37) % 101) / 20 - 2);
    for (const spread of SPREADS) {
      const borders = saysOf(values, spread, 'excess').flatMap(([, from, to]) => [...new Set([from, to])]);
      expect(borders).toEqual([...new Set(borders)].toSorted((a, b) => a! - b!));
    }
  });
  it('judges counts by firm cells, and marks few of them where most are alike', () => {
    const thin = Array.from({ length: 40 }, (_, i) => ({ ...cell(i, 2, 0), settled: 3 }));
    const firm = [...Array<number>(30).fill(1), 2, 3, 4, 9].map((n, i) => cell(i, 1, n));
    const { steps, bound, outliers } = heatScale(heatmapOf([...thin, ...firm]));
    expect(steps.reduce((sum, step) => sum + step.cells, 0)).toBe(34);
    expect([bound, outliers]).toEqual([4, 1]);
  });
  it('makes steps of the same width up to the bound, and says what lies beyond', () => {
    const cells = [10, 20, 30, 40, 50, 60, 70, 5000].map((n, i) => cell(i, 1, n));
    const { levelOf, bound, outliers } = heatScale(heatmapOf(cells), 'linear');
    expect(bound).toBe(60 + 3 * (60 - 20));
    expect(outliers).toBe(1);
    expect([0, bound / 7 + 1, bound - 1, bound, 5000].map(levelOf)).toEqual([0, 1, 6, 6, 6]);
  });
  it('has no outlier where the values are of one size', () => {
    const cells = [0, 0, 3, 4, 5].map((n, i) => cell(i, 1, n));
    expect(heatScale(heatmapOf(cells))).toMatchObject({ bound: 5, outliers: 0 });
    expect(heatScale(heatmapOf([cell(1, 1, 0)]), 'linear').levelOf(0)).toBe(0);
  });
  it('spreads linear changes evenly on both sides of zero', () => {
    const cells = [-0.07, -0.02, 0, 0.02, 0.07].map((value, i) => ({ ...cell(i, 1, 1), value }));
    const { levelOf } = heatScale({ ...heatmapOf(cells), isChange: true }, 'linear');
    expect([-0.07, -0.011, 0, 0.009, 0.07].map(levelOf)).toEqual([0, 2, 3, 3, 6]);
  });
  it('colours changes of either sign alike, and judges thin cells on either side', () => {
    const firm = [-0.2, -0.1, 0.1, 0.2].map((value, i) => ({
      ...cell(i, 1, 1),
      value,
      compared_settled: 90,
    }));
    const thin = { ...cell(9, 1, 1), value: 5, compared_settled: 3 };
    const scale = heatScale({ ...heatmapOf([...firm, thin]), metric: 'failure_rate', isChange: true });
    expect(scale.levelOf(0.2) - 3).toBe(3 - scale.levelOf(-0.2));
    expect(scale.steps.reduce((sum, step) => sum + step.cells, 0)).toBe(4);
  });
  it('draws the borders of a rate from firm cells only', () => {
    const thin = { ...cell(5, 1, 1), settled: 2, value: 1 };
    const firm = [0.01, 0.02].map((value, i) => ({ ...cell(i, 1, 1), settled: 500, value }));
    const answer = { ...heatmapOf([thin, ...firm]), metric: 'failure_rate' as const };
    expect(heatScale(answer).levelOf(0.02)).toBe(6);
    expect(heatScale(answer).steps.map((step) => step.to)).toEqual([0.01, 0.02]);
  });
});

describe('changesOf', () => {
  it('is the answer itself where nothing was compared', () => {
    const answer = heatmapOf([cell(1, 1, 4)]);
    expect(changesOf(answer)).toBe(answer);
  });
  it('holds differences, none where either side is missing', () => {
    const cells = [
      { ...cell(1, 1, 4), compared: 6, compared_settled: 50 },
      { ...cell(2, 1, 4), compared: null, compared_settled: null },
    ];
    const row_totals = [{ key: 1, attempts: 9, settled: 9, failures: 4, value: 4, compared: 1 }];
    const answer = {
      ...heatmapOf(cells),
      compared_from: '2026-08-01',
      compared_to: '2026-08-30',
      row_totals,
    };
    const drawn = changesOf(answer);
    expect(drawn.isChange).toBe(true);
    expect(drawn.cells.map(({ value }) => value)).toEqual([-2, null]);
    expect(drawn.row_totals?.map(({ value }) => value)).toEqual([3]);
  });
});

describe('blend', () => {
  it('lies between its two colours', () => {
    expect(blend('#000000', '#ffffff', 0.5)).toBe('#808080');
    expect(blend('#780105', '#ffffff', 0)).toBe('#780105');
  });
});

describe('ramps', () => {
  const lightness = (hex: string) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const part = parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    }) as [number, number, number];
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  };
  const steps = (ramp: readonly string[]) =>
    ramp.slice(1).map((hex, i) => lightness(hex) - lightness(ramp[i]!));
  it('falls evenly on light and rises evenly on dark', () => {
    for (const step of steps(LIGHT.heat)) expect(step).toBeCloseTo(-0.0975, 2);
    for (const step of steps(DARK.heat)) expect(step).toBeCloseTo(0.1, 2);
  });
});

describe('axisKeys', () => {
  it('fills hours, weekdays and days whatever came', () => {
    const answer = heatmapOf([cell(12, 5, 1)]);
    expect(axisKeys(answer, 'row')).toHaveLength(24);
    expect(axisKeys(answer, 'column')).toEqual(Array.from({ length: 31 }, (_, i) => i + 1));
  });
  it('counts down to the month’s end', () => {
    const answer = { ...heatmapOf([cell(12, 5, 1)]), column_dimension: 'days_to_month_end' as const };
    expect(axisKeys(answer, 'column')[0]).toBe(30);
    expect(axisKeys(answer, 'column').at(-1)).toBe(0);
  });
  it('puts the place with most failures first', () => {
    const cells = [cell('b1', 1, 2), cell('b2', 1, 9), cell('b1', 2, 3)];
    const answer = { ...heatmapOf(cells), row_dimension: 'building_id' as const, rows: ['b1', 'b2'] };
    expect(axisKeys(answer, 'row')).toEqual(['b2', 'b1']);
  });
  it('shows the worst places only, but never cuts a natural axis', () => {
    const cells = [cell('b1', 1, 2), cell('b2', 1, 9)];
    const answer = { ...heatmapOf(cells), row_dimension: 'building_id' as const };
    expect(shownKeys(answer, 'row', 1)).toEqual(['b2']);
    expect(shownKeys(answer, 'column', 1)).toHaveLength(31);
  });
  it('orders places by sure rate where rates are shown, and keeps that of the worst cell', () => {
    const rated = (row: string, column: number, failures: number, settled: number) => ({
      ...cell(row, column, failures),
      settled,
      value: failures / settled,
    });
    const cells = [rated('big', 1, 90, 3000), rated('bad', 1, 30, 100), rated('even', 1, 50, 1000)];
    const answer = {
      ...heatmapOf(cells),
      row_dimension: 'building_id' as const,
      metric: 'failure_rate' as const,
    };
    expect(axisKeys(answer, 'row')).toEqual(['bad', 'even', 'big']);
    const spread = [rated('calm', 1, 60, 300), rated('calm', 2, 0, 9000), rated('even', 1, 50, 1000)];
    expect(shownKeys({ ...answer, rows: ['calm', 'even'], cells: spread }, 'row', 1)).toEqual(['calm']);
  });
  it('invents no axis where nothing came', () => {
    expect(axisKeys(heatmapOf([]), 'row')).toEqual([]);
  });
  it('finds a cell by text as by number', () => {
    expect(cellFinder([cell(12, 5, 1)])('12', '5')?.failures).toBe(1);
    expect(cellFinder([cell(12, 5, 1)])(12, 6)).toBeNull();
  });
});

describe('keyLabel', () => {
  const words = {
    locale: 'zh-CN',
    name: (_: string, key: string | number) => (key === 'b1' ? '东区三教' : String(key)),
  };
  it('speaks of weekdays, month ends and places', () => {
    expect(keyLabel('weekday', 1, words)).toBe('周一');
    expect(keyLabel('weekday', 7, { ...words, locale: 'en' })).toBe('Sun');
    expect(keyLabel('days_to_month_end', 6, words)).toBe('−6');
    expect(keyLabel('days_to_month_end', 0, words)).toBe('0');
    expect(keyLabel('building_id', 'b1', words)).toBe('东区三教');
    expect(keyLabel('hour', 0, words)).toBe('0');
    expect(keyLabel('bank', 'ICBC', words)).toBe('ICBC');
  });
});

describe('textWidth', () => {
  it('gives wide letters, capitals and CJK signs their room', () => {
    expect(textWidth('Wed', 12)).toBeGreaterThanOrEqual(25);
    expect(textWidth('东区三教', 12)).toBe(48);
    expect(textWidth('1,203', 10)).toBe(27);
  });
});

describe('shorten', () => {
  it('cuts in the middle and never grows', () => {
    expect(shorten('东区三教', 11)).toBe('东区三教');
    expect(shorten('东校区第三教学楼北配楼', 11)).toBe('东校…配楼');
    expect(textUnits(shorten('Building number seventeen east', 12))).toBeLessThanOrEqual(12);
  });
});
