import { describe, expect, it } from 'vitest';
import { outcomeOf, stepsOf } from '../../src/lib/components/attempts/story.ts';
import type { AttemptRow } from '../../src/lib/contracts/index.ts';

const START = Date.parse('2026-09-25T04:05:00Z');
const iso = (seconds: number) => new Date(START + seconds * 1000).toISOString();
const attempt = (seconds: number, status: AttemptRow['status'], more: Partial<AttemptRow> = {}) =>
  ({
    attempt_id: `a${seconds}`,
    attempted_at: iso(seconds),
    status,
    channel: 'wechat_pay',
    attempt_no: 1,
    latency_ms: 400,
    feedback_at: null,
    ...more,
  }) as AttemptRow;
const END = '2026-09-30T16:00:00Z';
const outcome = (attempts: AttemptRow[], end = END) => outcomeOf(stepsOf(attempts), end);

describe('stepsOf', () => {
  it('puts the newest-first answer into the order of events, with gaps and changes of channel', () => {
    const steps = stepsOf([attempt(340, 'succeeded', { channel: 'campus_card' }), attempt(0, 'failed')]);
    expect(steps.map((step) => step.gap)).toEqual([null, 340_000]);
    expect(steps[1]!.switchedFrom).toBe('wechat_pay');
  });
  it('counts feedback from the result, not from the tap', () => {
    expect(stepsOf([attempt(0, 'failed', { feedback_at: iso(0.9) })])[0]!.toldAfter).toBe(500);
    expect(stepsOf([attempt(0, 'failed')])[0]!.toldAfter).toBeNull();
  });
});

describe('outcomeOf', () => {
  it('tells recovery within and past the window', () => {
    expect(outcome([attempt(0, 'failed'), attempt(340, 'succeeded')])).toEqual({
      kind: 'recovered',
      after: 340_000,
    });
    expect(outcome([attempt(0, 'failed'), attempt(1000, 'succeeded')]).kind).toBe('recovered_late');
  });
  it('loses an order only after 24 hours, a late payment notwithstanding', () => {
    expect(outcome([attempt(0, 'failed')]).kind).toBe('lost');
    expect(outcome([attempt(0, 'failed'), attempt(90_000, 'succeeded')]).kind).toBe('lost');
    expect(outcome([attempt(0, 'failed')], iso(86_399)).kind).toBe('immature');
  });
  it('knows paid at once and never tried to the end', () => {
    expect(outcome([attempt(0, 'succeeded')]).kind).toBe('paid');
    expect(outcome([attempt(0, 'succeeded'), attempt(5, 'failed')]).kind).toBe('paid');
    expect(outcome([attempt(0, 'cancelled')]).kind).toBe('open');
  });
});
