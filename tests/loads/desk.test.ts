import { existsSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LoadDesk, loadLimits, mended, takeFile, type Load } from '../../src/lib/server/loads/index.ts';
import { uploadsOf } from '../../src/lib/server/loads/upload.ts';
import { attemptsOf, zipOf } from '../ingest/files.ts';
import { csvOf, workspace } from '../ingest/support.ts';

/** The limits, with time for a look on a machine that is busy. */
const LIMITS = { ...loadLimits(), lookMs: 600_000 };
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
  const desk = new LoadDesk(place.at.published, { ...LIMITS, bytes: 2000 });
  const take = async (request: Request) => {
    const address = await takeFile(request, new URL(URL_OF), desk, 1000);
    return desk.find(address.split('/').at(-1)!)!;
  };

  await expect(take(post(LOG, 'http://elsewhere'))).rejects.toMatchObject({ status: 403 });
  const rebound = 'http://evil.example/data/loads?name=log.csv&table=attempts';
  const sent = new Request(rebound, {
    method: 'POST',
    body: LOG,
    headers: { origin: 'http://evil.example' },
  });
  await expect(takeFile(sent, new URL(rebound), desk, 1000)).rejects.toMatchObject({ code: 'cross_origin' });
  await expect(take(post('x'.repeat(2001)))).rejects.toMatchObject({ status: 413 });
  expect(left()).toEqual([]);

  const load = await take(post(LOG));
  await expect(take(post(LOG))).rejects.toMatchObject({ status: 409 });
  await until(load, 'ready', 'failed');
  expect(load.looked?.[0]?.preview).toMatchObject({ rows_read: 4, rejected: [{ count: 1 }], refused: null });
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
}, 600_000);

it('names every member of an archive, and loads those that are chosen', async () => {
  const place = workspace();
  const desk = new LoadDesk(place.at.published, LIMITS);
  const zip = await zipOf({
    'a.csv': csvOf(attemptsOf(3)),
    'ba.csv': csvOf(attemptsOf(4).map((row) => ({ ...row, attempt_id: `b${row['attempt_id']}` }))),
    'read me.txt': 'no,log\n1,2\n',
  });
  const url = new URL('http://127.0.0.1:3000/data/loads?name=logs.zip&table=attempts');
  const request = new Request(url, {
    method: 'POST',
    body: new Uint8Array(zip),
    headers: { origin: url.origin },
  });
  const load = desk.find((await takeFile(request, url, desk, 1000)).split('/').at(-1)!)!;
  await until(load, 'ready', 'failed');
  expect(
    load.looked?.map(({ member, missing, preview }) => [member, missing.length, preview?.rows_read]),
  ).toEqual([
    ['a.csv', 0, 3],
    ['ba.csv', 0, 4],
    ['read me.txt', 2, undefined],
  ]);
  const form = new FormData();
  form.append('members', 'a.csv');
  for (const name of Object.keys(load.looked![0]!.draft.columns)) form.set(`from.${name}`, name);
  load.mapping = mended('attempts', form, load.looked![0]!.draft, ['a.csv', 'ba.csv', 'read me.txt']);
  expect(load.mapping['members']).toEqual(['a.csv']);
  desk.start(load);
  await until(load, 'failed', 'done');
  expect(load).toMatchObject({ report: [{ file: 'logs.zip/a.csv', rows_accepted: 3 }] });
}, 600_000);

it('gives up an upload that stands still or breaks off, and keeps nothing of it', async () => {
  const place = workspace();
  const desk = new LoadDesk(place.at.published, { ...LIMITS, idleMs: 300 });
  const sent = (then: (sink: ReadableStreamDefaultController<Uint8Array>) => void, length = 100) =>
    new Request(URL_OF, {
      method: 'POST',
      body: new ReadableStream<Uint8Array>({
        start(sink) {
          sink.enqueue(Buffer.from('attempt_id,'));
          then(sink);
        },
      }),
      headers: { origin: 'http://127.0.0.1:3000', 'content-length': String(length) },
      duplex: 'half',
    } as RequestInit);
  const take = (request: Request) => takeFile(request, new URL(URL_OF), desk, 1000);
  const folder = uploadsOf(place.at.published);
  await expect(take(sent(() => undefined))).rejects.toMatchObject({ status: 408, code: 'stalled' });
  await expect(take(sent((sink) => sink.error(new Error('gone'))))).rejects.toMatchObject({
    code: 'cut_off',
  });
  await expect(take(sent((sink) => sink.close()))).rejects.toMatchObject({ code: 'cut_off' });
  expect(readdirSync(folder)).toEqual([]);
  const whole = await take(post(LOG));
  await until(desk.find(whole.split('/').at(-1)!)!, 'ready', 'failed');
}, 600_000);

it.each([
  ['time', { loadMs: 200 }, 'late', ''],
  ['memory for what the load computes', { duckdb: '12MB' }, 'refused', 'memory ran out'],
  ['memory of the process', { heapMiB: 12 }, 'killed', ''],
])(
  'stops a load that takes too much %s, and publishes nothing',
  async (_, limits, problem, said) => {
    const place = workspace();
    const looking = new LoadDesk(place.at.published, LIMITS);
    const desk = new LoadDesk(place.at.published, { ...LIMITS, ...limits });
    const body = csvOf(attemptsOf(20_000));
    const at = await takeFile(post(body), new URL(URL_OF), looking, 1000);
    const load = looking.find(at.split('/').at(-1)!)!;
    await until(load, 'ready', 'failed');
    desk.start(load);
    await until(load, 'failed', 'done');
    expect(load).toMatchObject({ state: 'failed', problem });
    expect(load.said).toContain(said);
    expect(existsSync(place.at.published)).toBe(false);
    expect(readdirSync(uploadsOf(place.at.published))).toEqual([]);
  },
  600_000,
);

it('takes the file of a plain form, where there are no scripts', async () => {
  const place = workspace();
  const desk = new LoadDesk(place.at.published, LIMITS);
  const url = new URL('http://127.0.0.1:3000/data/loads');
  const posted = async (file: File, most: number) => {
    const form = new FormData();
    form.set('table', 'attempts');
    form.set('file', file);
    const sent = new Response(form);
    const body = await sent.arrayBuffer();
    const headers = {
      origin: url.origin,
      'content-type': sent.headers.get('content-type')!,
      'content-length': String(body.byteLength),
    };
    const request = new Request(url, { method: 'POST', body, headers });
    return takeFile(request, url, desk, most);
  };
  await expect(posted(new File([LOG], 'log.csv'), 100)).rejects.toMatchObject({ code: 'too_large' });
  await expect(posted(new File([], 'log.csv'), 10_000)).rejects.toMatchObject({ code: 'empty' });
  const load = desk.find((await posted(new File([LOG], 'log.csv'), 10_000)).split('/').at(-1)!)!;
  await until(load, 'ready', 'failed');
  expect(load).toMatchObject({ name: 'log.csv', state: 'ready' });
}, 600_000);
