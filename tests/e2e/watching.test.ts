import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { locate } from '../../ingest/paths.ts';
import { attemptsOf } from '../ingest/files.ts';
import { csvOf } from '../ingest/support.ts';
import { serve, type Product } from '../../tools/product.ts';
import { newFolder, removeFolder } from './product.ts';

const logOf = (name: string, count: number) =>
  csvOf(attemptsOf(count).map((row) => ({ ...row, attempt_id: `${name}-${row['attempt_id']}` })));

/** The attempts that the server answers with; 0 while nothing is published. */
async function attempts({ origin }: Product): Promise<number> {
  const response = await fetch(`${origin}/api/v1/summary`);
  if (!response.ok) return 0;
  return ((await response.json()) as { attempts: { value: number } }).attempts.value;
}

async function until(count: number, product: Product): Promise<void> {
  for (let n = 0; n < 600 && (await attempts(product)) !== count; n += 1) await setTimeout(200);
  expect(await attempts(product)).toBe(count);
}

it('serves and loads new complete files of a folder once, over a restart', async () => {
  const folder = newFolder();
  const inbox = join(folder, 'inbox');
  mkdirSync(inbox);
  const at = locate(join(folder, 'payweather.duckdb'));
  const serving = () => serve(at, '--load', inbox, '--every', '2s');
  writeFileSync(join(inbox, 'a.csv'), logOf('a', 3));
  writeFileSync(join(inbox, 'bad.csv'), 'when,what\n1,2\n');
  const first = await serving();
  try {
    await until(3, first);
    const [header = '', ...rows] = logOf('grows', 200).trimEnd().split('\n');
    const growing = join(inbox, 'grows.csv');
    writeFileSync(growing, `${header}\n`);
    for (const row of rows.slice(0, 100)) {
      appendFileSync(growing, `${row}\n`);
      await setTimeout(60);
    }
    expect(await attempts(first)).toBe(3);
    appendFileSync(growing, `${rows.slice(100).join('\n')}\n`);
    await until(203, first);
    await setTimeout(5000);
    expect(first.said().match(/bad\.csv: there is no column/g)).toHaveLength(1);
  } finally {
    await first.stop();
  }
  writeFileSync(join(inbox, 'b.csv'), logOf('b', 4));
  const second = await serving();
  try {
    await until(207, second);
    expect(second.said()).not.toMatch(/(a|grows)\.csv: \d+ rows read/);
  } finally {
    await second.stop();
    removeFolder(folder);
  }
});
