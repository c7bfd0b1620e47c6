import { describe, expect, it } from 'vitest';
import { waitAfter } from '../../src/lib/server/alerts/backoff.ts';
import { isQuiet, lastMoment, localTime } from '../../src/lib/server/alerts/clock.ts';
import { concerns, decide } from '../../src/lib/server/alerts/decide.ts';
import { digests, news, type Known, type Pass } from '../../src/lib/server/alerts/queue.ts';
import { namesOf } from '../../ingest/detect/marks.ts';
import { emptyState, fold, type Told } from '../../src/lib/server/alerts/state.ts';
import { alertWords } from '../../src/lib/words/alert.ts';
import { HOUR, incidentOf, NOON, ruleOf } from './samples.ts';

const at = { now: NOON, dataThrough: NOON };
const told = (changes: Partial<Told> = {}): Told => ({
  ...{ at: 0, event: 'opened', severity: 'moderate', excess: 59, over: false, now: true },
  ...changes,
});
const closed = { status: 'closed', ended_at: NOON } as const;

describe('what is told', () => {
  it.each([
    ['an incident opens', {}, [], { event: 'opened', now: true }],
    ['nothing changed', {}, [told()], null],
    ['it grew, not twice', { excess: 117 }, [told()], null],
    ['it grew to twice', { excess: 118 }, [told()], { event: 'worsened', now: true }],
    ['it is a step more severe', { severity: 'severe' }, [told()], { event: 'worsened', now: true }],
    ['that was told', { severity: 'severe' }, [told(), told({ severity: 'severe' })], null],
    ['it ended', closed, [told()], { event: 'ended', now: true }],
    ['its end was told', closed, [told(), told({ event: 'ended', over: true })], null],
    ['it was over when it was first seen', closed, [told({ over: true })], null],
    ['only the digest told of it, and it ended', closed, [told({ now: false })], null],
    ['a month end is announced', { recurrence: 'recurring' }, [], { event: 'announced', now: true }],
    ['and not rung again', { recurrence: 'recurring', severity: 'extreme', ...closed }, [told()], null],
  ] as const)('%s', (_, changes, before, expected) => {
    expect(decide(ruleOf(), incidentOf(changes), [...before], at)).toEqual(expected);
  });

  it.each([
    ['severity', { least_severity: 'severe' }, { severity: 'severe' }],
    ['excess', { least_excess: 100 }, { excess: 120 }],
    ['money', { least_money: 1000 }, { failed_amount: 1000, excess: 118 }],
  ] as const)('waits for the digest below the least %s, and is opened above it', (_, least, grown) => {
    const rule = ruleOf(least);
    expect(decide(rule, incidentOf(), [], at)).toEqual({ event: 'opened', now: false });
    const held = [told({ now: false })];
    expect(decide(rule, incidentOf(), held, at)).toBeNull();
    expect(decide(rule, incidentOf(grown), held, at)).toEqual({ event: 'opened', now: true });
  });

  it('does not ring for what was over long before the data ended', () => {
    const old = incidentOf({ ...closed, ended_at: NOON - 25 * HOUR });
    expect(decide(ruleOf(), old, [], at)).toEqual({ event: 'opened', now: false });
    expect(decide(ruleOf(), { ...old, ended_at: NOON - 23 * HOUR }, [], at)).toMatchObject({ now: true });
  });

  it('lets only severe ones through in quiet hours', () => {
    const rule = ruleOf({ quiet: { from: '22:00', to: '07:00' }, digest_at: '08:00' });
    const night = { now: NOON + 12 * HOUR, dataThrough: NOON };
    expect(decide(rule, incidentOf(), [], night)).toEqual({ event: 'opened', now: false });
    expect(decide(rule, incidentOf({ severity: 'severe' }), [], night)).toMatchObject({ now: true });
    expect(decide(rule, incidentOf(closed), [told()], night)).toEqual({ event: 'ended', now: false });
  });

  it('tells after quiet hours what no digest would tell of', () => {
    const rule = ruleOf({ quiet: { from: '22:00', to: '07:00' } });
    const [night, morning] = [12, 20].map((hours) => ({ now: NOON + hours * HOUR, dataThrough: NOON }));
    expect(decide(rule, incidentOf(), [], night!)).toBeNull();
    expect(decide(rule, incidentOf(), [], morning!)).toEqual({ event: 'opened', now: true });
    expect(decide(rule, incidentOf(closed), [told()], night!)).toBeNull();
    expect(decide(rule, incidentOf(closed), [told()], morning!)).toEqual({ event: 'ended', now: true });
    expect(decide(rule, incidentOf({ severity: 'severe' }), [], night!)).toEqual({
      event: 'opened',
      now: true,
    });
  });

  it('is about the places and rails that the rule names, and about what is wider than these', () => {
    const rule = ruleOf({ scope: { building_id: ['c1/b1'], channel: ['alipay'] } });
    expect(concerns(rule, incidentOf())).toBe(true);
    expect(concerns(rule, incidentOf({ building_id: null }))).toBe(true);
    expect(concerns(rule, incidentOf({ building_id: 'b2' }))).toBe(false);
    expect(concerns(rule, incidentOf({ campus_id: 'c2' }))).toBe(false);
    expect(concerns(rule, incidentOf({ channel: 'wechat_pay' }))).toBe(false);
    expect(concerns(ruleOf({ verdicts: ['rail'] }), incidentOf())).toBe(false);
    expect(concerns(ruleOf({ categories: ['balance'] }), incidentOf())).toBe(false);
  });
});

describe('the clock of a rule', () => {
  it.each([
    ['Asia/Shanghai', '2026-11-24T12:00'],
    ['Asia/Kolkata', '2026-11-24T09:30'],
    ['America/New_York', '2026-11-23T23:00'],
  ])('is that of %s', (zone, local) => {
    expect(localTime(NOON, zone)).toBe(local);
  });

  it('goes over midnight and month ends', () => {
    const night = { from: '22:00', to: '07:00' };
    expect(['21:59', '22:00', '06:59', '07:00'].map((time) => isQuiet(`2026-03-01T${time}`, night))).toEqual([
      ...[false, true, true, false],
    ]);
    expect(isQuiet('2026-03-01T12:30', { from: '12:00', to: '13:00' })).toBe(true);
    expect(lastMoment('2026-03-01T07:29', '07:30')).toBe('2026-02-28T07:30');
    expect(lastMoment('2026-03-01T07:30', '07:30')).toBe('2026-03-01T07:30');
  });
});

describe('a digest', () => {
  const rule = ruleOf({ digest_at: '08:00', least_severity: 'severe' });
  const known: Known = {
    incidents: [incidentOf(), incidentOf({ incident_id: 'i2' })],
    names: namesOf([]),
    dataThrough: NOON,
    places: { campuses: {}, buildings: {} },
    sample: false,
  };
  const pass = (changes: Partial<Pass> = {}): Pass => ({
    ...{
      rules: [rule],
      state: emptyState(),
      known,
      silenced: new Set<string>(),
      words: alertWords,
      now: NOON,
    },
    ...changes,
  });

  it('comes once, at the next digest hour, with what waited and is not silenced', () => {
    const state = emptyState();
    for (const record of news(pass({ state }))) fold(state, record);
    expect(digests(pass({ state, now: NOON + HOUR }))).toEqual([]);
    const morning = NOON + 20 * HOUR;
    const [digest, ...more] = digests(pass({ state, now: morning, silenced: new Set(['i2']) }));
    expect(more).toEqual([]);
    expect(digest).toMatchObject({
      event: 'digest',
      incidents: ['i1'],
      message: { title: 'Incidents of the day: 1' },
    });
    fold(state, digest!);
    expect(digests(pass({ state, now: morning + HOUR, silenced: new Set(['i2']) }))).toEqual([]);
    expect(news(pass({ state, now: morning }))).toEqual([]);
  });

  it('and news leave out rules that are off and incidents that are marked', () => {
    expect(news(pass({ rules: [{ ...rule, on: false }] }))).toEqual([]);
    expect(news(pass({ silenced: new Set(['i1', 'i2']) }))).toEqual([]);
  });
});

describe('the wait after a failure', () => {
  it('doubles, with a little chance, up to a longest', () => {
    const patience = { attempts: 8, first_ms: 1000, longest_ms: 10_000 };
    for (const [attempt, least] of [
      [1, 1000],
      [2, 2000],
      [4, 8000],
      [7, 10_000],
    ] as const) {
      const wait = waitAfter(attempt, patience);
      expect(wait).toBeGreaterThanOrEqual(least);
      expect(wait).toBeLessThanOrEqual(least * 1.2);
    }
    expect(waitAfter(1, patience, 60_000)).toBe(60_000);
  });
});
