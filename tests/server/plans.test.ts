import { describe, expect, it } from 'vitest';
import { explainedBy, marksPath, readMarks } from '../../ingest/detect/marks.ts';
import { appendMark, planFrom, readPlans, withdrawalOf, type Choices } from '../../src/lib/server/index.ts';
import { publishWorld } from './publish.ts';

const state = publishWorld(72);
const NOW = new Date('2024-03-01T00:00:00Z');
const WORK = {
  by: 'a',
  category: 'network',
  place: 'k1/b1',
  from: '2024-03-02T02:00',
  to: '2024-03-02T04:00',
};

const CHOICES: Choices = {
  places: ['k1', 'k1/b1'],
  channel: ['alipay'],
  bank: ['ICBC'],
  timezoneOf: (campus_id) => (campus_id === 'k1' ? 'Asia/Shanghai' : 'Europe/Berlin'),
};

function planOf(fields: Record<string, string>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return planFrom(form, CHOICES, NOW);
}

describe('something planned', () => {
  it('is a mark of its time and place on the clock of the campus, and the same one however often it is written', () => {
    const made = planOf(WORK);
    expect(made).toMatchObject({
      mark: 'known',
      category: 'network',
      scope: { campus_id: 'k1', building_id: 'b1' },
      from: '2024-03-01T18:00:00.000Z',
      to: '2024-03-01T20:00:00.000Z',
    });
    expect(planOf(WORK)).toEqual(made);
    expect(planOf({ ...WORK, place: '', bank: 'ICBC', channel: '' })).toMatchObject({
      scope: { bank: 'ICBC' },
      from: '2024-03-02T01:00:00.000Z',
    });
  });

  it.each([
    [{ by: '' }, 'by'],
    [{ category: 'weather' }, 'category'],
    [{ from: '' }, 'from'],
    [{ to: '' }, 'to'],
    [{ to: 'tomorrow' }, 'to'],
    [{ to: '2024-03-02T01:00' }, 'to'],
    [{ to: '2024-06-02T01:00' }, 'to'],
    [{ from: '2024-02-31T02:00' }, 'from'],
    [{ from: '2024-99-99T99:99' }, 'from'],
    [{ to: '2024-03-02T25:00' }, 'to'],
    [{ place: 'k9' }, 'place'],
    [{ place: '/b1' }, 'place'],
    [{ place: 'k1/b1/b2' }, 'place'],
    [{ channel: '__proto__' }, 'channel'],
    [{ bank: 'valueOf' }, 'bank'],
  ])('is refused with %j', (change, field) => {
    expect(planOf({ ...WORK, ...change })).toEqual({ field });
  });

  it('is listed, explains what is found inside, and does neither when it is taken back', () => {
    const fields = [WORK, { ...WORK, category: 'any', from: '2024-03-03T02:00', to: '2024-03-03T04:00' }];
    const plans = fields.map(planOf);
    for (const plan of plans) if (!('field' in plan)) appendMark(plan);
    const explained = () =>
      explainedBy(readMarks(marksPath(state.path)).marks).map(({ category }) => category);
    expect(readPlans().map(({ category }) => category)).toEqual(['any', 'network']);
    expect(explained()).toEqual(['network', 'any']);
    const taken = withdrawalOf(readPlans()[0]!, 'b', NOW);
    if (!('field' in taken)) appendMark(taken);
    expect(readPlans().map(({ category }) => category)).toEqual(['network']);
    expect(explained()).toEqual(['network']);
  });
});
