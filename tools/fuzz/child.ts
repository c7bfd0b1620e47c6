import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, rows } from '../../ingest/database.ts';
import { Refusal } from '../../ingest/errors.ts';
import { ingest } from '../../ingest/index.ts';
import { inspect } from '../../ingest/inspect/index.ts';
import { locate, type Locations } from '../../ingest/paths.ts';
import { fuzzInput, type FuzzInput } from './inputs.ts';

/** What became of an input: loaded or refused, or else what is wrong. */
export type Outcome = 'loaded' | 'refused' | { wrong: string };

/** One in so many inputs is followed by the models, detection and publication of all that was loaded. */
const PUBLISH_EVERY = 1000;

/** One in so many inputs is looked at as the page does, before it is loaded; coprime to the number of kinds. */
const LOOK_EVERY = 5;

/** What is wrong with how something was refused, if anything. */
function wrongRefusal(error: unknown, name: string): string | undefined {
  if (!(error instanceof Refusal)) return (error as Error).stack ?? String(error);
  if (/\n|^\s+at /m.test(error.message)) return `refused in more than one line: ${error.message}`;
  return error.message.includes(name) ? undefined : `refused without its name: ${error.message}`;
}

async function wrongLook(path: string, { name, table }: FuzzInput): Promise<string | undefined> {
  try {
    await inspect(path, { table, rows: 5 });
    return undefined;
  } catch (error) {
    return wrongRefusal(error, name);
  }
}

async function tryInput(at: Locations, folder: string, input: FuzzInput, index: number): Promise<Outcome> {
  const { name, bytes, damage, table, mapping } = input;
  const path = join(folder, name);
  const wrong = (what: string): Outcome => ({ wrong: `${what} (${damage.join(', ')})` });
  writeFileSync(path, bytes);
  try {
    const looked = index % LOOK_EVERY === 0 ? await wrongLook(path, input) : undefined;
    if (looked !== undefined) return wrong(`looked at: ${looked}`);
    const { files } = await ingest(at, {
      paths: [path],
      table,
      mapping,
      publish: index % PUBLISH_EVERY === PUBLISH_EVERY - 1,
    });
    for (const it of files) {
      if (it.rows_read !== it.rows_accepted + it.rows_updated + it.rows_duplicate + it.rows_rejected)
        return wrong(`the counts do not add up: ${JSON.stringify(it)}`);
      if (!it.already_loaded && it.rejected.reduce((sum, { count }) => sum + count, 0) !== it.rows_rejected)
        return wrong(`the rejects do not add up: ${JSON.stringify(it)}`);
    }
    return 'loaded';
  } catch (error) {
    const refusal = wrongRefusal(error, name);
    return refusal === undefined ? 'refused' : wrong(refusal);
  } finally {
    rmSync(path, { force: true });
  }
}

/** A table as it is stored, with what the reports promised of it. */
const STORED = `
  WITH
  stored AS (
    SELECT 'attempts' AS name, count(*) AS rows, count(DISTINCT attempt_id) AS ids FROM raw_attempts
    UNION ALL
    SELECT 'bills', count(*), count(DISTINCT line_id) FROM raw_bills
  ),
  rejects AS (
    SELECT table_name, count(*) AS rejects FROM raw_rejects JOIN raw_batches USING (batch_id) GROUP BY table_name
  ),
  promised AS (
    SELECT table_name, sum(rows_accepted) AS accepted, sum(rows_rejected) AS rejected FROM raw_batches GROUP BY table_name
  )
  SELECT name, rows::INTEGER AS rows, ids::INTEGER AS ids, coalesce(accepted, 0)::INTEGER AS accepted,
    coalesce(rejects, 0)::INTEGER AS rejects, coalesce(rejected, 0)::INTEGER AS rejected
  FROM stored
  LEFT JOIN promised ON promised.table_name = name
  LEFT JOIN rejects ON rejects.table_name = name`;

/** What of the store is not what the reports promised, if anything. */
async function wrongInStore(at: Locations): Promise<string | undefined> {
  const database = await openDatabase(at.working);
  try {
    const found = await rows<Record<'rows' | 'ids' | 'accepted' | 'rejects' | 'rejected', number>>(
      database,
      STORED,
    );
    const wrong = found.filter(
      (it) => it.rows !== it.accepted || it.ids !== it.rows || it.rejects !== it.rejected,
    );
    return wrong.length === 0
      ? undefined
      : `what is stored is not what was counted: ${JSON.stringify(wrong)}`;
  } finally {
    database.close();
  }
}

/** Loads the inputs from `from` to below `to`, and tells the parent of each as it begins and ends. */
const [seed, from, to] = process.argv.slice(2).map(Number) as [number, number, number];
const folder = mkdtempSync(join(process.env['PAYWEATHER_FUZZ'] ?? tmpdir(), 'inputs-'));
const at = locate(join(folder, 'db.duckdb'));
for (let index = from; index < to; index++) {
  const input = await fuzzInput(seed, index, folder);
  process.send?.({ index });
  process.send?.({ index, kind: input.kind, outcome: await tryInput(at, folder, input, index) });
}
const wrong = await wrongInStore(at);
if (wrong !== undefined) process.send?.({ index: to - 1, outcome: { wrong } });
rmSync(folder, { recursive: true, force: true });
process.disconnect();
