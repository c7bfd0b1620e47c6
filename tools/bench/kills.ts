import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { openDatabase, row } from '../../ingest/database.ts';
import { rollback } from '../../ingest/history.ts';
import { ingest } from '../../ingest/index.ts';
import { locate, ROOT, type Locations } from '../../ingest/paths.ts';
import { simulate } from '../../src/simulate/index.ts';
import { contentOf } from './content.ts';

const ACTIONS = ['load', 'publish', 'rollback', 'bills'] as const;
type Action = (typeof ACTIONS)[number];

/** What came of one kill. */
export interface Kill {
  action: Action;
  /** Milliseconds after the action began. */
  moment: number;
  /** Whether it was killed in the act, rather than just after it. */
  killed: boolean;
  /** What the published file held afterwards; a third thing would be a fault. */
  found: 'before' | 'after' | 'neither';
  /** Whether the same again gave exactly the numbers of an undisturbed run. */
  mended: boolean;
  lost: number;
  doubled: number;
}

/** Databases to begin with, in a folder each, and what undisturbed runs make of them. */
interface Scene {
  folder: string;
  /** The file of each action: what is loaded by it, or after it. */
  files: Record<Action, string>;
  /** What is published before and after each action, and how long it takes. */
  before: Record<string, string>;
  after: Record<Action, Record<string, string>>;
  takes: Record<Action, number>;
  /** Rows that the working database holds when all is done. */
  rows: Record<Table, number>;
}

type Table = 'attempts' | 'bills';
const tableOf = (action: Action): Table => (action === 'bills' ? 'bills' : 'attempts');
const IDS = { attempts: 'attempt_id', bills: 'line_id' } as const;

const at = (folder: string, name: string) => locate(join(folder, name, 'db.duckdb'));

async function actUntil(
  places: Locations,
  action: Action,
  file: string,
  ms?: number,
): Promise<{ killed: boolean; ms: number }> {
  const words = ['--import', 'tsx', join(ROOT, 'tools/bench/victim.ts'), places.published, action, file];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit') as Promise<[number | null, string | null]>;
  await once(child.stdout, 'data');
  const started = performance.now();
  if (ms !== undefined) {
    await setTimeout(ms);
    child.kill('SIGKILL');
  }
  const [code, signal] = await exit;
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`${action} ended with ${code}`);
  return { killed: signal === 'SIGKILL', ms: performance.now() - started };
}

async function prepare(folder: string): Promise<Scene> {
  const log = join(folder, 'log');
  await simulate({ out: log, days: 6, attemptsPerDay: 1000, campuses: 2, seed: 11 });
  const lines = readFileSync(join(log, 'attempts.csv'), 'utf8').trimEnd().split('\n');
  const part = (name: string, from: number, to: number) => {
    const path = join(folder, name);
    writeFileSync(path, `${[lines[0], ...lines.slice(1 + from, 1 + to)].join('\n')}\n`);
    return path;
  };
  const half = Math.floor(lines.length / 2);
  const early = [part('first.csv', 0, half >> 1), part('middle.csv', half >> 1, half)];
  const second = part('second.csv', half, lines.length);
  for (const path of early) await ingest(at(folder, 'load'), { paths: [path] });
  const before = await contentOf(at(folder, 'load').published);
  for (const action of ['publish', 'rollback', 'bills'])
    cpSync(join(folder, 'load'), join(folder, action), { recursive: true });
  await ingest(at(folder, 'publish'), { paths: [second], publish: false });
  const files = { load: second, publish: second, rollback: second, bills: join(log, 'bills.csv') };
  const after = {} as Scene['after'];
  const takes = {} as Scene['takes'];
  for (const action of ACTIONS) {
    cpSync(join(folder, action), join(folder, `${action}-whole`), { recursive: true });
    const whole = at(folder, `${action}-whole`);
    takes[action] = (await actUntil(whole, action, files[action])).ms;
    after[action] = await contentOf(whole.published);
  }
  const rows = {
    attempts: (await countRows(at(folder, 'load-whole'), 'attempts')).rows,
    bills: (await countRows(at(folder, 'bills-whole'), 'bills')).rows,
  };
  return { folder, files, before, after, takes, rows };
}

/** Rows of a table in the working database, and how many different ones. */
async function countRows({ working }: Locations, table: Table): Promise<{ rows: number; ids: number }> {
  const database = await openDatabase(working);
  try {
    return await row<{ rows: number; ids: number }>(
      database,
      `SELECT CAST(count(*) AS DOUBLE) AS rows, CAST(count(DISTINCT ${IDS[table]}) AS DOUBLE) AS ids FROM raw_${table}`,
    );
  } finally {
    database.close();
  }
}

async function killOnce(
  { folder, files, before, after, takes, rows: expected }: Scene,
  action: Action,
  share: number,
): Promise<Kill> {
  const name = `${action}-killed`;
  rmSync(join(folder, name), { recursive: true, force: true });
  cpSync(join(folder, action), join(folder, name), { recursive: true });
  const places = at(folder, name);
  const moment = share * takes[action];
  const { killed } = await actUntil(places, action, files[action], moment);
  const content = await contentOf(places.published);
  const found = [before, after[action]].findIndex((it) => isDeepStrictEqual(it, content));
  if (action === 'rollback' && found === 0) await rollback(places);
  const isBack =
    action !== 'rollback' || isDeepStrictEqual(await contentOf(places.published), after.rollback);
  const table = tableOf(action);
  await ingest(places, { paths: [files[action]], table });
  const whole = action === 'bills' ? after.bills : after.load;
  const mended = isBack && isDeepStrictEqual(await contentOf(places.published), whole);
  const { rows, ids } = await countRows(places, table);
  return {
    action,
    moment: Math.round(moment),
    killed,
    found: (['before', 'after'] as const)[found] ?? 'neither',
    mended,
    lost: expected[table] - ids,
    doubled: rows - ids,
  };
}

/** Kills loads, publications, rollbacks and loads of bills in turn, until `kills` of them died in the act; each is told when it is done. */
export async function* killing(folder: string, kills: number, random: () => number): AsyncGenerator<Kill> {
  mkdirSync(folder, { recursive: true });
  const scene = await prepare(folder);
  for (let n = 0, died = 0; died < kills && n < 3 * kills; n += 1) {
    const kill = await killOnce(scene, ACTIONS[n % ACTIONS.length] ?? 'load', random());
    if (kill.killed) died += 1;
    yield kill;
  }
}
