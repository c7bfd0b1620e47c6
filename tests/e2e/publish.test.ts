import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ingest } from '../../ingest/index.ts';
import { locate } from '../../ingest/paths.ts';
import { simulate } from '../../src/simulate/index.ts';
import { readViews, saveView, viewsFile } from '../../src/lib/server/views.ts';
import { serve } from '../../tools/product.ts';
import { newFolder, removeFolder } from './product.ts';

const PUBLISHES = 10;
/** Fifty requests a second. */
const PAUSE_MS = 20;

interface Counted {
  attempts: number;
}
interface Body {
  data_version: string;
  attempts: { value: number } | number;
  total: number;
  cells: Counted[];
  points: Counted[];
  items: Counted[];
}

const sum = (parts: Counted[]) => parts.reduce((total, part) => total + part.attempts, 0);

/** Questions that each tell, in their own way, how many attempts there are. */
const QUESTIONS: [address: string, attempts: (body: Body) => unknown][] = [
  ['summary?compare=none', ({ attempts }) => (attempts as { value: number }).value],
  ['heatmap?rows=building_id&columns=hour', ({ cells }) => sum(cells)],
  ['heatmap?rows=channel&columns=date', ({ cells }) => sum(cells)],
  ['series?grain=day', ({ points }) => sum(points)],
  ['ranking?by=bank&limit=1000', ({ items }) => sum(items)],
  ['attempts?limit=1', ({ total }) => total],
  ['quality', ({ attempts }) => attempts],
];

/** A small log, a file for each of its days. */
async function writeDays(folder: string): Promise<string[]> {
  const log = join(folder, 'log');
  await simulate({ out: log, days: PUBLISHES + 1, attemptsPerDay: 400, campuses: 1 });
  const [header, ...lines] = readFileSync(join(log, 'attempts.csv'), 'utf8').trimEnd().split('\n');
  const byDay = new Map<string, string[]>();
  for (const line of lines) {
    const day = line.split(',')[1]!.slice(0, 10);
    byDay.set(day, [...(byDay.get(day) ?? []), line]);
  }
  mkdirSync(join(folder, 'days'));
  return [...byDay].map(([day, rows]) => {
    const file = join(folder, 'days', `${day}.csv`);
    writeFileSync(file, `${[header, ...rows].join('\n')}\n`);
    return file;
  });
}

/** Asks one question after another at a steady pace, whether the last was answered or not. */
function askSteadily(origin: string) {
  const answered: { address: string; version: string; attempts: unknown }[] = [];
  const pages: { address: string; versions: string[] }[] = [];
  const failed: string[] = [];
  const underWay = new Set<Promise<void>>();
  const askApi = async ([address, attempts]: (typeof QUESTIONS)[number]) => {
    const response = await fetch(`${origin}/api/v1/${address}`);
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    const body = (await response.json()) as Body;
    answered.push({ address, version: body.data_version, attempts: attempts(body) });
  };
  const askPage = async (address: string) => {
    const response = await fetch(`${origin}${address}`);
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status} ${text}`);
    pages.push({ address, versions: [...new Set(text.match(/\d{8}T\d{9}Z-\w+/g))] });
  };
  let n = 0;
  const timer = setInterval(() => {
    const question = QUESTIONS[n % QUESTIONS.length]!;
    const asked = n % 10 === 9 ? askPage('/__data.json') : askApi(question);
    n += 1;
    const done = asked
      .catch((error: Error) => void failed.push(`${question[0]}: ${error.message} ${String(error.cause)}`))
      .finally(() => underWay.delete(done));
    underWay.add(done);
  }, PAUSE_MS);
  return {
    answered,
    pages,
    failed,
    /** Resolves when so many more questions have been answered. */
    async more(count: number) {
      const enough = answered.length + count;
      while (answered.length < enough && failed.length === 0)
        await new Promise((go) => setTimeout(go, PAUSE_MS));
    },
    async stop() {
      clearInterval(timer);
      await Promise.all(underWay);
    },
  };
}

it('drops no request and mixes no versions while ten are published under load', async () => {
  const folder = newFolder();
  try {
    const [first, ...days] = await writeDays(folder);
    const locations = locate(join(folder, 'payweather.duckdb'));
    const expected = new Map<string, number>();
    let total = 0;
    const load = async (file: string) => {
      const { files, version } = await ingest(locations, { paths: [file] });
      total += files.reduce((rows, report) => rows + report.rows_accepted, 0);
      expected.set(version!, total);
    };
    await load(first!);
    const views = viewsFile(locations.published);
    expect(saveView(views, { name: 'kept', address: '/heatmap?rows=hour' })).toBeNull();
    const product = await serve(locations);
    const asking = askSteadily(product.origin);
    try {
      await asking.more(20);
      for (const day of days.slice(0, PUBLISHES)) {
        await load(day);
        await asking.more(20);
      }
    } finally {
      await asking.stop();
      await product.stop();
    }
    const again = await serve(locations);
    const shared = await fetch(`${again.origin}/v/kept`, { redirect: 'manual' });
    expect(shared.headers.get('location')).toBe('/heatmap?rows=hour');
    await again.stop();
    expect(readViews(views)).toHaveLength(1);

    expect(asking.failed).toEqual([]);
    expect(new Set(expected.values()).size).toBe(PUBLISHES + 1);
    const seen = new Set(asking.answered.map(({ version }) => version));
    expect([...seen].sort()).toEqual([...expected.keys()].sort());
    const wrong = asking.answered.filter(({ version, attempts }) => attempts !== expected.get(version));
    expect(wrong).toEqual([]);
    expect(asking.pages.length).toBeGreaterThan(PUBLISHES);
    expect(asking.pages.filter(({ versions }) => versions.length !== 1)).toEqual([]);
  } finally {
    removeFolder(folder);
  }
});
