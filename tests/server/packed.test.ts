import { describe, expect, it } from 'vitest';
import { pack, unpack } from '../../src/lib/contracts/packed.ts';
import { packedTextOf, textOf } from '../../src/lib/contracts/text.ts';
import { ask } from '../../src/lib/server/index.ts';
import { publishWorld } from './publish.ts';

publishWorld(47);

const overJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const there = (value: unknown): unknown => unpack(JSON.parse(JSON.stringify(pack(value))));

describe('a packed answer', { timeout: 60_000 }, () => {
  it.each([
    ['a heatmap', () => ask('heatmap', { rows: 'building_id', columns: 'hour' })],
    ['a series', () => ask('series', { grain: 'day', by: 'category' })],
    ['incidents', () => ask('incidents')],
    ['a list of attempts', () => ask('attempts', { limit: 50 })],
    ['what was loaded', () => ask('quality')],
  ])('is what %s was', async (_, asked) => {
    const answer = await asked();
    expect(there(answer)).toEqual(overJson(answer));
  });

  it('of a heatmap is a fraction as long', async () => {
    const answer = await ask('heatmap', { rows: 'building_id', columns: 'hour', metric: 'failures' });
    const text = textOf(answer);
    expect(packedTextOf(answer) || text).toHaveLength(JSON.stringify(pack(answer)).length);
    expect(JSON.stringify(pack(answer)).length * 3).toBeLessThan(text.length);
  });

  it('keeps lists that are no table, and what is left out or null', () => {
    const many = <Value>(make: (at: number) => Value) => Array.from({ length: 20 }, (_, at) => make(at));
    for (const value of [
      [],
      many(() => []),
      many(() => ({})),
      many((at) => (at % 2 ? { a: 1 } : { b: 1 })),
      many((at) => ({ a: at % 3 ? undefined : 1, b: null })),
      many((at) => (at % 2 ? 'x' : null)),
      many((at) => `${at % 3}`),
      many((at) => ({ deep: { list: many((one) => ({ one, text: at % 2 ? 'odd' : 'even' })) } })),
      { inner: many((at) => ({ at, word: 'same', rows: many((one) => ({ one })) })), text: 'x', none: null },
    ])
      expect(there(value)).toEqual(overJson(value));
  });
});
