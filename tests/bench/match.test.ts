import { describe, expect, it } from 'vitest';
import { figuresOf } from '../../tools/bench/detect/figures.ts';
import { lureOf } from '../../tools/bench/detect/lures.ts';
import { LATEST, match, type Alarm, type Fact } from '../../tools/bench/detect/match.ts';
import { areaOf, isInside, isSame, type Board } from '../../tools/bench/detect/scopes.ts';

const BOARD: Board = {
  places: [
    { campus_id: 'a', building_id: 'b1' },
    { campus_id: 'a', building_id: 'b2' },
    { campus_id: 'b', building_id: 'b1' },
  ],
  rails: [
    { channel: 'wechat_pay', bank: 'ICBC', method: 'debit_card' },
    { channel: 'alipay', bank: 'ICBC', method: 'debit_card' },
    { channel: 'alipay', bank: 'BOC', method: 'debit_card' },
  ],
};
const MINUTE = 60_000;

const fact = (over: Partial<Fact> = {}): Fact => ({
  category: 'network',
  scope: { campus_id: 'a', building_id: 'b1' },
  start: 100 * MINUTE,
  end: 160 * MINUTE,
  onset: 100 * MINUTE,
  excess: 12,
  verdict: 'place',
  isMonthEnd: false,
  ...over,
});

const alarm = (over: Partial<Alarm> = {}): Alarm => ({
  category: 'network',
  scope: { campus_id: 'a', building_id: 'b1' },
  start: 100 * MINUTE,
  end: 160 * MINUTE,
  raised: 110 * MINUTE,
  score: 10,
  ...over,
});

describe('scopes', () => {
  const area = (scope: object) => areaOf(scope, BOARD);

  it('are the same where one key implies another', () => {
    expect(isSame(area({ bank: 'BOC' }), area({ channel: 'alipay', bank: 'BOC' }))).toBe(true);
    expect(isSame(area({ bank: 'ICBC' }), area({ channel: 'alipay', bank: 'ICBC' }))).toBe(false);
    expect(isSame(area({ campus_id: 'b' }), area({ campus_id: 'b', building_id: 'b1' }))).toBe(true);
  });

  it('lie inside others, or cross them', () => {
    expect(isInside(area({ campus_id: 'a', building_id: 'b1' }), area({ campus_id: 'a' }))).toBe(true);
    expect(isInside(area({ bank: 'ICBC' }), area({ campus_id: 'a' }))).toBe(false);
    expect(isInside(area({ campus_id: 'a' }), area({ bank: 'ICBC' }))).toBe(false);
  });
});

describe('matching', () => {
  const sorted = (alarms: Alarm[], facts: Fact[]) => {
    const { matches, missed, duplicates, false: wrong } = match(alarms, facts, BOARD);
    return [matches.length, missed.length, duplicates.length, wrong.length];
  };

  it.each([
    ['the same', alarm(), true],
    ['of the campus', alarm({ scope: { campus_id: 'a' } }), true],
    [
      'of one channel in it',
      alarm({ scope: { campus_id: 'a', building_id: 'b1', channel: 'alipay' } }),
      true,
    ],
    ['of another category', alarm({ category: 'timeout' }), false],
    ['of another building', alarm({ scope: { campus_id: 'a', building_id: 'b2' } }), false],
    ['of a bank, which crosses it', alarm({ scope: { bank: 'ICBC' } }), false],
    ['that ends as it begins', alarm({ start: 50 * MINUTE, end: 100 * MINUTE }), false],
    ['that begins as it ends', alarm({ start: 160 * MINUTE, end: 170 * MINUTE }), false],
    ['raised 30 minutes after the end', alarm({ raised: 160 * MINUTE + LATEST }), true],
    ['raised later than that', alarm({ raised: 160 * MINUTE + LATEST + 1 }), false],
  ])('takes an alarm %s: %#', (_, one, isFound) => {
    expect(sorted([one], [fact()])).toEqual(isFound ? [1, 0, 0, 0] : [0, 1, 0, 1]);
  });

  it('gives a fact one alarm, the exact one, and calls the others duplicates', () => {
    const wide = alarm({ scope: { campus_id: 'a' }, raised: 101 * MINUTE });
    const { matches, duplicates } = match([wide, alarm()], [fact()], BOARD);
    expect(matches).toMatchObject([{ alarm: alarm(), isExact: true }]);
    expect(duplicates).toMatchObject([{ alarm: wide }]);
  });

  it('gives an alarm one fact: a wide one does not find two', () => {
    const other = fact({ scope: { campus_id: 'a', building_id: 'b2' } });
    expect(sorted([alarm({ scope: { campus_id: 'a' } })], [fact(), other])).toEqual([1, 1, 0, 0]);
    expect(sorted([alarm(), alarm({ scope: other.scope })], [fact(), other])).toEqual([2, 0, 0, 0]);
  });

  it('takes a month end once, and counts what rings beside it', () => {
    const end = fact({
      category: 'balance',
      scope: {},
      end: 9000 * MINUTE,
      isMonthEnd: true,
      excess: Infinity,
    });
    const rings = [
      alarm({ category: 'balance', scope: {}, end: 9000 * MINUTE }),
      alarm({ category: 'balance', start: 300 * MINUTE, end: 400 * MINUTE, raised: 310 * MINUTE }),
    ];
    const matching = match(rings, [end], BOARD);
    const figures = figuresOf([{ world: 'w', kind: 'plain', days: 7, matching }]);
    expect(figures).toMatchObject({ monthEnds: 1, monthEndsFound: 1, monthEndDuplicates: 1, falseAlarms: 0 });
    expect(figures.incidents).toBe(0);
  });
});

describe('figures', () => {
  it('add up worlds', () => {
    const facts = [fact(), fact({ start: 500 * MINUTE, end: 560 * MINUTE, onset: 500 * MINUTE, excess: 30 })];
    const alarms = [
      alarm({ verdict: 'place' }),
      alarm({ start: 120 * MINUTE, raised: 130 * MINUTE, end: 140 * MINUTE }),
      alarm({ start: 900 * MINUTE, end: 910 * MINUTE, raised: 905 * MINUTE }),
    ];
    const matching = match(alarms, facts, BOARD);
    expect(figuresOf([{ world: 'w', kind: 'plain', days: 14, matching }])).toMatchObject({
      incidents: 2,
      found: 1,
      falseAlarms: 1,
      falseAWeek: 0.5,
      precision: 0.5,
      recallBySize: [NaN, 1, 0],
      alertsPerIncident: 2,
      delayMedian: 10,
      verdictRight: 1,
      exactDriver: 1,
    });
  });

  it('leave out of the recall what caused fewer than five failures, and do not call its alarm false', () => {
    const matching = match([alarm()], [fact({ excess: 3 })], BOARD);
    expect(figuresOf([{ world: 'w', kind: 'plain', days: 7, matching }])).toMatchObject({
      incidents: 0,
      falseAlarms: 0,
      precision: 1,
    });
  });

  it('take unclear for a channel in one building', () => {
    const scope = { campus_id: 'a', building_id: 'b1', channel: 'alipay' };
    const right = (over: Partial<Alarm>) =>
      figuresOf([{ world: 'w', kind: 'plain', days: 7, matching: match([alarm({ scope, ...over })], [fact({ scope })], BOARD) }])
        .verdictRight; // prettier-ignore
    expect([right({ verdict: 'unclear' }), right({ verdict: 'place' }), right({ verdict: 'load' })]).toEqual([
      1, 1, 0,
    ]);
  });
});

describe('decoys', () => {
  const at = (minutes: number) => new Date(minutes * MINUTE).toISOString();

  it('explain an alarm at the same time and place, the shortest first', () => {
    const drift = { kind: 'drift', started_at: at(0), ended_at: at(9000), scope: {} };
    const surge = { kind: 'volume_surge', started_at: at(90), ended_at: at(190), scope: { campus_id: 'a' } };
    expect(lureOf(alarm(), [drift, surge], BOARD)).toBe('volume_surge');
    expect(lureOf(alarm({ scope: { campus_id: 'b' } }), [drift, surge], BOARD)).toBe('drift');
    expect(lureOf(alarm({ scope: { campus_id: 'b' } }), [surge], BOARD)).toBe('none');
  });
});
