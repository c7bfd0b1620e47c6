import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, rows } from '../../ingest/database.ts';
import { Refusal } from '../../ingest/errors.ts';
import { ingest } from '../../ingest/index.ts';
import { locate, type Locations } from '../../ingest/paths.ts';
import { fuzzInput } from './inputs.ts';

/** What became of an input: loaded or refused, or else what is wrong. */
export type Outcome = 'loaded' | 'refused' | { wrong: string };

/** One in so many inputs is followed by the models, detection and publication of all that was loaded. */
const PUBLISH_EVERY = 1000;

async function tryInput(at: Locations, folder: string, seed: number, index: number): Promise<Outcome> {
  const { name, bytes, damage } = fuzzInput(seed, index);
  const path = join(folder, name);
  const wrong = (what: string): Outcome => ({ wrong: `${what} (${damage.join(', ')})` });
  writeFileSync(path, bytes);
  try {
    const { files } = await ingest(at, {
      paths: [path],
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
    if (!(error instanceof Refusal)) return wrong((error as Error).stack ?? String(error));
    if (/\n|^\s+at /m.test(error.message)) return wrong(`refused in more than one line: ${error.message}`);
    return error.message.includes(name) ? 'refused' : wrong(`refused without its name: ${error.message}`);
  } finally {
    rmSync(path, { force: true });
  }
}

/** Whether what is stored is what the reports promised. */
async function wrongInStore(at: Locations): Promise<string | undefined> {
  const database = await openDatabase(at.working);
  try {
    const [it] = await rows<{
      attempts: number;
      ids: number;
      accepted: number;
      rejects: number;
      rejected: number;
    }>(
      database,
      `SELECT
         (SELECT count(*)::INTEGER FROM raw_attempts) AS attempts,
         (SELECT count(DISTINCT attempt_id)::INTEGER FROM raw_attempts) AS ids,
         (SELECT coalesce(sum(rows_accepted), 0)::INTEGER FROM raw_batches) AS accepted,
         (SELECT count(*)::INTEGER FROM raw_rejects) AS rejects,
         (SELECT coalesce(sum(rows_rejected), 0)::INTEGER FROM raw_batches) AS rejected`,
    );
    const isRight = it!.attempts === it!.accepted && it!.ids === it!.attempts && it!.rejects === it!.rejected;
    return isRight ? undefined : `what is stored is not what was counted: ${JSON.stringify(it)}`;
  } finally {
    database.close();
  }
}

/** Loads the inputs from `from` to below `to`, and tells the parent of each as it begins and ends. */
const [seed, from, to] = process.argv.slice(2).map(Number) as [number, number, number];
const folder = mkdtempSync(join(process.env['PAYWEATHER_FUZZ'] ?? tmpdir(), 'inputs-'));
const at = locate(join(folder, 'db.duckdb'));
for (let index = from; index < to; index++) {
  process.send?.({ index });
  process.send?.({ index, outcome: await tryInput(at, folder, seed, index) });
}
const wrong = await wrongInStore(at);
if (wrong !== undefined) process.send?.({ index: to - 1, outcome: { wrong } });
rmSync(folder, { recursive: true, force: true });
process.disconnect();
