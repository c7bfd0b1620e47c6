import { existsSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DictionaryDesk, readingsFrom } from '../../src/lib/server/dictionary/index.ts';
import { LoadDesk, loadLimits } from '../../src/lib/server/loads/index.ts';
import { uploadsOf } from '../../src/lib/server/loads/upload.ts';
import { attemptsOf } from '../ingest/files.ts';
import { csvOf, workspace } from '../ingest/support.ts';

const NOW = new Date('2026-03-02T00:00:00Z');

/** What the page sends of two codes, the second left as it is. */
function form(category: string): FormData {
  const sent = new FormData();
  const fields = { channel: 'alipay', error_code: '-17', error_message: '', category, note: '渠道说的' };
  for (const [name, value] of Object.entries(fields)) sent.set(`${name}.0`, value);
  for (const name of Object.keys(fields)) sent.set(`${name}.1`, name === 'category' ? '' : 'x');
  return sent;
}

it('takes what a form says of a code, applies it to past failures, and leaves it to the dictionary again', async () => {
  const place = workspace();
  const log = attemptsOf(2).map((row) => ({ ...row, status: 'failed', error_code: '-17' }));
  await place.load(place.write('log.csv', csvOf(log)));
  const limits = loadLimits();
  const loads = new LoadDesk(place.at.published, limits);
  const desk = new DictionaryDesk(place.at.published, limits, loads);
  const read = async () =>
    (await place.ask('SELECT DISTINCT category, rule FROM int_attempts')).map((row) => Object.values(row));
  const ended = async () => {
    while (desk.change?.state === 'working') await new Promise((go) => setTimeout(go, 50));
    await new Promise((go) => setTimeout(go, 50));
    return desk.change;
  };
  expect(await read()).toEqual([['unknown', 'none']]);

  expect(readingsFrom(form('weather'), '小王', NOW)).toEqual([]);
  const given = readingsFrom(form('network'), '小王', NOW);
  expect(given).toEqual([
    {
      channel: 'alipay',
      error_code: '-17',
      error_message: '',
      category: 'network',
      note: '渠道说的',
      by: '小王',
      at: NOW.toISOString(),
    },
  ]);
  desk.put(given);
  expect(() => desk.remove(given[0]!)).toThrow(
    expect.objectContaining({ status: 409, code: 'busy' }) as Error,
  );
  expect(await ended()).toEqual({ state: 'done' });
  expect(await read()).toEqual([['network', 'override']]);
  expect(desk.readings()).toEqual({ overrides: given });

  const kept = Buffer.from(desk.csv());
  desk.remove(given[0]!);
  expect(await ended()).toEqual({ state: 'done' });
  expect(await read()).toEqual([['unknown', 'none']]);
  expect(desk.readings()).toEqual({ overrides: [] });

  desk.take(kept, true);
  expect(await ended()).toEqual({ state: 'done' });
  expect(await read()).toEqual([['network', 'override']]);

  desk.take(Buffer.from('channel,error_code,category\nalipay,-17,weather\n'), true);
  expect(await ended()).toMatchObject({ state: 'failed', problem: 'refused' });
  expect(desk.change?.said).toMatch(/weather is no category of the contract/);
  expect(await read()).toEqual([['network', 'override']]);
  const folder = uploadsOf(place.at.published);
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
}, 600_000);
