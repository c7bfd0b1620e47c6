import { spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { ROOT } from '../../ingest/paths.ts';
import { startWatcher } from '../../src/cli/watcher.ts';
import { payweather } from '../cli/run.ts';
import { workspace } from './support.ts';

const HEADER = 'attempt_id,attempted_at,status,campus_id,channel\n';
const row = (id: string) => `${id},2026-03-02 12:00:00,failed,north,alipay\n`;

/** A watch of a folder, with what it said so far. */
function watching(folder: string, db: string) {
  const words = [join(ROOT, 'bin', 'payweather.js'), 'watch', folder, '--every', '3s', '--db', db];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    said: () => said,
    async until(words: RegExp) {
      for (let n = 0; n < 600 && !words.test(said); n += 1) await setTimeout(100);
      expect(said).toMatch(words);
    },
    async stop(signal: NodeJS.Signals) {
      child.kill(signal);
      return ended;
    },
  };
}

it('loads complete files once, whatever the restarts, and stops when told', async () => {
  const place = workspace();
  const folder = join(place.dir, 'inbox');
  mkdirSync(folder);
  const count = async () =>
    (await place.ask('SELECT CAST(sum(attempts) AS INTEGER) AS n FROM mart_hourly'))[0]?.['n'];
  writeFileSync(join(folder, 'a.csv'), HEADER + row('a1'));
  writeFileSync(join(folder, 'bad.csv'), 'when,what\n1,2\n');
  const growing = join(folder, 'growing.csv');
  writeFileSync(growing, HEADER);

  const first = watching(folder, place.at.published);
  let written = 0;
  const timer = setInterval(() => appendFileSync(growing, row(`g${(written += 1)}`)), 200);
  await first.until(/a\.csv: 1 rows read/);
  await first.until(/published version/);
  expect(first.said()).not.toContain('growing.csv:');
  clearInterval(timer);
  await first.until(/growing\.csv: \d+ rows read[^]*published version/);
  await setTimeout(4000);
  expect(first.said().match(/bad\.csv: /g)).toHaveLength(1);
  expect(await first.stop('SIGKILL')).toBeNull();
  expect(await count()).toBe(1 + written);

  writeFileSync(join(folder, 'b.csv'), HEADER + row('b1'));
  const second = watching(folder, place.at.published);
  await second.until(/b\.csv: 1 rows read[^]*published version/);
  expect(second.said()).not.toMatch(/(a|growing)\.csv: \d+ rows/);
  expect(await second.stop('SIGTERM')).toBe(0);
  expect(second.said()).toMatch(/stopped watching\n$/);
  expect(await count()).toBe(2 + written);
}, 180_000);

it('refuses a folder that is not there, and times that are none', async () => {
  const place = workspace();
  expect((await payweather(['watch', join(place.dir, 'no'), '--db', place.at.published])).code).toBe(3);
  expect((await payweather(['watch', place.dir, '--every', 'soon'])).code).toBe(2);
}, 60_000);

it('runs beside the server as a process of its own, and ends with it', async () => {
  const place = workspace();
  writeFileSync(join(place.dir, 'a.csv'), HEADER + row('a1'));
  const stop = startWatcher([place.dir, '--every', '1s', '--db', place.at.published]);
  for (let n = 0; n < 600; n += 1) {
    await setTimeout(100);
    if (await place.ask('SELECT 1').catch(() => null)) break;
  }
  await stop();
  expect(await place.ask('SELECT CAST(sum(attempts) AS INTEGER) AS n FROM mart_hourly')).toEqual([{ n: 1 }]);
}, 120_000);
