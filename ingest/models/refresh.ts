import { createHash } from 'node:crypto';
import { inTransaction, row, rows, type Database } from '../database.ts';
import { readOverrides } from '../dictionary/overrides.ts';
import { modelTexts, readModels, readTouched, type Model } from './catalog.ts';
import { inOrder, type Node } from './graph.ts';
import {
  addKeys,
  createEmpty,
  narrowed,
  removeUnused,
  replacePartitions,
  replaceTouched,
  standing,
} from './materialize.ts';
import { firstChangedBin, keepBins } from './changed-bins.ts';
import { changeMatches } from './matches.ts';
import { changeOverrides, loadOverrides } from './overrides.ts';
import { dictionaryVersion, loadReferences } from './reference.ts';
import { spans } from './spans.ts';

/** What a refresh did. */
export interface Refreshed {
  /** Whether everything was computed, rather than what the load touched. */
  full: boolean;
  dates: number;
  /** Changes whenever models, dictionary or time zones do. */
  fingerprint: string;
}

/** Before all that a log holds. */
const FIRST_DATE = '0001-01-01';

/** From this share of all attempts on, a load is no longer told apart from the rest. */
const FULL_FROM = 0.2;

/** Changes whenever what was computed before no longer follows from the raw rows. */
async function fingerprint(database: Database): Promise<string> {
  const zones = await rows(database, 'SELECT campus_id, timezone FROM stg_campuses ORDER BY campus_id');
  return createHash('sha256')
    .update(JSON.stringify([dictionaryVersion(), zones, modelTexts()]))
    .digest('hex');
}

/** Models that are computed together for each span of dates, so that what a span reads is still at hand. */
async function runSpans(
  database: Database,
  nodes: Node[],
  byName: Map<string, Model>,
  dates: string[],
): Promise<void> {
  for (const span of spans(dates)) {
    for (const { model, reads } of nodes) {
      const inputs = reads.map((name) => byName.get(name)).filter((it) => it !== undefined);
      await narrowed(database, inputs, span, () =>
        model.materialized === 'keyed' ? addKeys(database, model) : replacePartitions(database, model, span),
      );
    }
  }
}

async function runModels(
  database: Database,
  nodes: Node[],
  dates: string[],
  full: boolean,
  before: Map<string, string>,
): Promise<void> {
  const byName = new Map(nodes.map(({ model }) => [model.name, model]));
  let together: Node[] = [];
  const flush = async () => {
    if (together.length > 0) await runSpans(database, together, byName, dates);
    together = [];
  };
  for (const node of nodes) {
    const { model } = node;
    if (full && model.layer !== 'staging') await createEmpty(database, model, before);
    if (model.materialized === 'keyed' || model.materialized === 'partitioned') {
      together.push(node);
      continue;
    }
    await flush();
    if (model.materialized === 'replaced' && !full) await replaceTouched(database, node, byName, dates);
    const keeps = model.materialized === 'replaced' || model.materialized === 'compared';
    if (model.materialized === 'table' || (keeps && full)) {
      await database.connection.run(`DELETE FROM ${model.name}`);
      await database.connection.run(`INSERT INTO ${model.name} ${model.sql}`);
    }
  }
  await flush();
}

/** Finds out what the pending loads touched; gives the dates. */
async function touch(database: Database): Promise<string[]> {
  for (const { model } of await inOrder(database, readTouched())) {
    await database.connection.run(`CREATE OR REPLACE TEMP TABLE ${model.name} AS ${model.sql}`);
  }
  const found = await rows<{ date: string }>(
    database,
    'SELECT CAST(utc_date AS VARCHAR) AS date FROM touched_dates ORDER BY 1',
  );
  return found.map(({ date }) => date);
}

/** Whether so much is pending that computing everything is the shorter way. */
async function touchesMuch(database: Database): Promise<boolean> {
  const { much } = await row<{ much: boolean }>(
    database,
    `SELECT coalesce(sum(rows_accepted + rows_updated) FILTER (NOT is_modelled), 0)
       > ${FULL_FROM} * (SELECT count(*) FROM raw_attempts) AS much
     FROM raw_batches WHERE table_name IN ('attempts', 'bills')`,
  );
  return much;
}

async function allDates(database: Database): Promise<string[]> {
  const found = await rows<{ date: string }>(
    database,
    'SELECT DISTINCT CAST(CAST(attempted_at AS DATE) AS VARCHAR) AS date FROM raw_attempts ORDER BY 1',
  );
  return found.map(({ date }) => date);
}

/**
 * Brings every model up to date with the raw tables, in one transaction: what the loads since the last refresh
 * and changed overrides touched, or everything where a model, the dictionary or a campus's time zone has changed.
 * From which date on that is, and from which bin on what the detection goes by has changed, stays in `meta_touched` until
 * the detection has followed.
 * @throws Refusal when the overrides cannot be read
 */
export async function refresh(database: Database, overrides: string): Promise<Refreshed> {
  const own = readOverrides(overrides);
  const nodes = await inOrder(database, readModels());
  return inTransaction(database, async () => {
    const before = await standing(database);
    for (const { model } of nodes) {
      if (model.layer === 'staging') await createEmpty(database, model, before);
    }
    const now = await fingerprint(database);
    const { known } = await row<{ known: boolean }>(
      database,
      'SELECT coalesce(max(fingerprint) = $now, false) AS known FROM meta_models',
      { now },
    );
    const full = !known || (await touchesMuch(database));
    if (full) {
      await loadReferences(database);
      await loadOverrides(database, own);
    } else {
      await changeOverrides(database, own);
      for (const { model } of nodes) {
        if (model.materialized === 'compared') await changeMatches(database, model);
      }
    }
    const dates = full ? await allDates(database) : await touch(database);
    if (!full) await keepBins(database);
    await runModels(database, nodes, dates, full, before);
    if (!full) await removeUnused(database, nodes);
    await database.connection.run('UPDATE raw_batches SET is_modelled = true WHERE NOT is_modelled');
    await database.connection.run('DELETE FROM raw_replaced');
    await database.connection.run('DELETE FROM raw_reclassified');
    await database.connection.run('DELETE FROM raw_rematched');
    await database.connection.run('DELETE FROM meta_publication');
    await database.connection.run('DELETE FROM meta_models');
    await database.connection.run('INSERT INTO meta_models VALUES ($now)', { now });
    if (full || dates[0]) {
      await database.connection.run(
        'INSERT INTO meta_touched VALUES (CAST($date AS DATE), CAST($bin AS TIMESTAMP))',
        { date: full ? FIRST_DATE : dates[0]!, bin: full ? FIRST_DATE : await firstChangedBin(database) },
      );
    }
    return { full, dates: dates.length, fingerprint: now };
  });
}
