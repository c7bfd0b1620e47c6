import { existsSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LoadDesk, loadLimits, takeFile, type Load } from '../../src/lib/server/loads/index.ts';
import { uploadsOf } from '../../src/lib/server/loads/upload.ts';
import { attemptsOf } from '../ingest/files.ts';
import { csvOf, workspace } from '../ingest/support.ts';

const URL_OF = 'http://127.0.0.1:3000/data/loads?name=..%2Flog.csv&table=attempts';
const LOG = csvOf(attemptsOf(3)) + 'a9,nonsense,succeeded,north,alipay\n';

const post = (body: string, origin = 'http://127.0.0.1:3000') =>
  new Request(URL_OF, { method: 'POST', body, headers: { origin } });

async function until(load: Load, ...states: Load['state'][]): Promise<void> {
  while (!states.includes(load.state)) await new Promise((go) => setTimeout(go, 20));
  await new Promise((go) => setTimeout(go, 20));
}

it('takes a file, shows how it is read, loads it, and changes nothing when it is too large or killed', async () => {
  const place = workspace();
  const folder = uploadsOf(place.at.published);
  const left = () => (existsSync(folder) ? readdirSync(folder) : []);
  const desk = new LoadDesk(place.at.published, { ...loadLimits(), bytes: 2000 });
  const take = async (request: Request) => {
    const address = await takeFile(request, new URL(URL_OF), desk, 1000);
    return desk.find(address.split('/').at(-1)!)!;
  };

  await expect(take(post(LOG, 'http://elsewhere'))).rejects.toMatchObject({ status: 403 });
  await expect(take(post('x'.repeat(2001)))).rejects.toMatchObject({ status: 413 });
  expect(left()).toEqual([]);

  const load = await take(post(LOG));
  await expect(take(post(LOG))).rejects.toMatchObject({ status: 409 });
  await until(load, 'ready', 'failed');
  expect(load.looked?.preview).toMatchObject({ rows_read: 4, rejected: [{ count: 1 }], refused: null });
  desk.start(load);
  process.kill(desk.pid!, 'SIGKILL');
  await until(load, 'failed', 'done');
  expect(load).toMatchObject({ state: 'failed', problem: 'killed' });
  expect(existsSync(place.at.published)).toBe(false);
  expect(left()).toEqual([]);

  const again = await take(post(LOG));
  await until(again, 'ready', 'failed');
  desk.start(again);
  await until(again, 'failed', 'done');
  expect(again.report).toMatchObject([{ rows_read: 4, rows_accepted: 3, rows_rejected: 1 }]);
  expect(left()).toEqual([]);

  const other = await take(post(LOG));
  await until(other, 'ready', 'failed');
  desk.start(other);
  desk.cancel(other);
  while (left().length > 0) await new Promise((go) => setTimeout(go, 20));
  expect(other.state).toBe('cancelled');
});
