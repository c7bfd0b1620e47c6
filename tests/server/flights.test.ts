import { describe, expect, it } from 'vitest';
import { Flights } from '../../src/lib/server/flights.ts';
import { ask } from '../../src/lib/server/index.ts';
import { publishWorld } from './publish.ts';

publishWorld(47);

/** Work that ends when it is let go, or stopped. */
function slow() {
  const seen = { started: 0, stopped: 0 };
  let finish = () => {};
  const gate = new Promise<void>((done) => (finish = done));
  const work = async (stop: AbortSignal) => {
    seen.started += 1;
    stop.addEventListener('abort', () => (seen.stopped += 1));
    await Promise.race([
      gate,
      new Promise((_, failed) => stop.addEventListener('abort', () => failed(new Error('stopped')))),
    ]);
    return { answer: 42 };
  };
  return { seen, work, finish };
}

describe('answers', () => {
  it('are worked out once for all who ask at the same time, and kept', async () => {
    const flights = new Flights<object>(1000, (answer) => JSON.stringify(answer).length);
    const { seen, work, finish } = slow();
    const asked = Array.from({ length: 10 }, () => flights.get('a', undefined, work));
    finish();
    const found = await Promise.all(asked);
    expect(new Set(found).size).toBe(1);
    expect(await flights.get('a', undefined, work)).toBe(found[0]);
    expect(seen.started).toBe(1);
  });

  it('go on while somebody waits, and are stopped when the last has gone', async () => {
    const flights = new Flights<object>(1000, (answer) => JSON.stringify(answer).length);
    const { seen, work, finish } = slow();
    const [one, two] = [new AbortController(), new AbortController()];
    const first = flights.get('a', one.signal, work);
    const second = flights.get('a', two.signal, work);
    one.abort(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    expect(seen).toEqual({ started: 1, stopped: 0 });
    two.abort(new Error('gone too'));
    await expect(second).rejects.toThrow('gone too');
    expect(seen.stopped).toBe(1);
    const again = flights.get('a', undefined, work);
    finish();
    expect(await again).toEqual({ answer: 42 });
    expect(seen.started).toBe(2);
  });

  it('that failed are asked again', async () => {
    const flights = new Flights<object>(1000, (answer) => JSON.stringify(answer).length);
    await expect(flights.get('a', undefined, () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    );
    expect(await flights.get('a', undefined, () => Promise.resolve({ fine: true }))).toEqual({ fine: true });
  });

  it('that need too much room are given and not kept', async () => {
    const flights = new Flights<object>(100, (answer) => JSON.stringify(answer).length);
    const large = () => Promise.resolve({ text: 'x'.repeat(200) });
    const [first, second] = [
      await flights.get('a', undefined, large),
      await flights.get('a', undefined, large),
    ];
    expect(first).toEqual(second);
    expect(first).not.toBe(second);
  });

  it('of one version are the same for the same keys, and not for others', async () => {
    const one = await ask('heatmap', { rows: 'channel', columns: 'hour' });
    expect(await ask('heatmap', { columns: 'hour', rows: 'channel' })).toBe(one);
    expect(await ask('heatmap', { columns: 'hour', rows: 'bank' })).not.toBe(one);
  });
});
