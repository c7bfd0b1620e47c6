import { createHash } from 'node:crypto';
import { inTransaction, row, rows, type Database } from '../database.ts';
import { readModels, readTouched, type Model } from './catalog.ts';
import { inOrder, type Node } from './graph.ts';
import { loadReferences } from './reference.ts';

/** What a refresh did. */
export interface Refreshed {
  /** Whether everything was computed, rather than what the load touched. */
  full: boolean;
  dates: number;
}

/** Partitions of this many days are computed in one go: it bounds memory, and keeps them together on disk. */
const DAYS_AT_ONCE = 31;

/** From this share of all attempts on, a load is no longer told apart from the rest. */
const FULL_FROM = 0.2;

/** Changes whenever what was computed before no longer follows from the raw rows. */
async function fingerprint(database: Database, dictionary: string): Promise<string> {
  const zones = await rows(database, 'SELECT campus_id, timezone FROM stg_campuses ORDER BY campus_id');
  const models = readModels().map(({ name, sql, materialized }) => [name, sql, materialized]);
  return createHash('sha256')
    .update(JSON.stringify([dictionary, zones, models]))
    .digest('hex');
}

/** A run of dates, both inclusive. */
interface Span {
  from: string;
  to: string;
}

function spans(dates: string[]): Span[] {
  const found: (Span & { days: number })[] = [];
  for (const date of dates) {
    const last = found.at(-1);
    const isNext = last !== undefined && Date.parse(date) - Date.parse(last.to) === 86_400_000;
    if (isNext && last.days < DAYS_AT_ONCE) Object.assign(last, { to: date, days: last.days + 1 });
    else found.push({ from: date, to: date, days: 1 });
  }
  return found;
}

/** SQL, true for the rows of a model that lie within a span. */
function within({ event_time: instant, partition }: Model, { from, to }: Span): string {
  return instant === undefined
    ? `${partition} BETWEEN DATE '${from}' AND DATE '${to}'`
    : `${instant} >= TIMESTAMP '${from}' AND ${instant} < DATE '${to}' + INTERVAL '1 day'`;
}

/** Narrows what a model reads to a span of dates, by temporary views that stand before the stored tables. */
async function narrowed(
  { connection, stored }: Database,
  reads: Model[],
  span: Span,
  work: () => Promise<void>,
): Promise<void> {
  const inputs = reads.filter((it) => it.event_time !== undefined || it.partition !== undefined);
  for (const input of inputs) {
    await connection.run(
      `CREATE OR REPLACE TEMP VIEW ${input.name} AS SELECT * FROM ${stored}.${input.name} WHERE ${within(input, span)}`,
    );
  }
  try {
    await work();
  } finally {
    for (const { name } of inputs) await connection.run(`DROP VIEW temp.${name}`);
  }
}

async function addKeys({ connection, stored }: Database, { name, key = [], sql }: Model): Promise<void> {
  const matches = key.map((column) => `known.${column} = made.${column}`).join(' AND ');
  await connection.run(
    `INSERT INTO ${stored}.${name} SELECT made.* FROM (${sql}) AS made ANTI JOIN ${stored}.${name} AS known ON ${matches}`,
  );
}

/** Removes the keys that only replaced rows had. */
async function removeUnused(database: Database, nodes: Node[]): Promise<void> {
  const { connection, stored } = database;
  if ((await rows(database, 'SELECT 1 FROM raw_replaced LIMIT 1')).length === 0) return;
  for (const { model } of nodes) {
    if (model.used_by === undefined) continue;
    const key = (model.key ?? []).join(', ');
    const used = model.used_by.map((name) => `SELECT ${key} FROM ${stored}.${name}`).join(' UNION ');
    await connection.run(
      `DELETE FROM ${stored}.${model.name} WHERE (${key}) IN (SELECT ${key} FROM ${stored}.${model.name} EXCEPT (${used}))`,
    );
  }
}

async function replacePartitions(
  { connection, stored }: Database,
  { name, partition, sql }: Model,
  span: Span,
): Promise<void> {
  await connection.run(
    `DELETE FROM ${stored}.${name} WHERE ${partition} BETWEEN DATE '${span.from}' AND DATE '${span.to}'`,
  );
  await connection.run(`INSERT INTO ${stored}.${name} SELECT * FROM (${sql})`);
}

/**
 * Computes the rows of the touched keys again, from the whole history of those keys alone; all of it lies between the
 * first and the last touched date.
 */
async function replaceTouched(
  { connection, stored }: Database,
  { model: { name, replaced_by: touched, sql }, reads }: Node,
  byName: Map<string, Model>,
  dates: string[],
): Promise<void> {
  const columns = await connection.runAndReadAll(`SELECT * FROM ${touched} LIMIT 0`);
  const on = columns
    .columnNames()
    .map((column) => `touched.${column} = whole.${column}`)
    .join(' AND ');
  const span = { from: dates[0] ?? '1970-01-01', to: dates.at(-1) ?? '1970-01-01' };
  const inputs = reads
    .map((read) => byName.get(read))
    .filter((it) => it?.event_time !== undefined) as Model[];
  for (const input of inputs) {
    await connection.run(
      `CREATE OR REPLACE TEMP TABLE ${input.name} AS
       SELECT whole.* FROM ${stored}.${input.name} AS whole
       SEMI JOIN ${touched} AS touched ON ${on}
       WHERE ${within(input, span)}`,
    );
  }
  await connection.run(`DELETE FROM ${stored}.${name} AS whole USING ${touched} AS touched WHERE ${on}`);
  await connection.run(`INSERT INTO ${stored}.${name} SELECT * FROM (${sql})`);
  for (const input of inputs) await connection.run(`DROP TABLE temp.${input.name}`);
}

async function createEmpty(database: Database, { name, materialized, sql }: Model): Promise<void> {
  const found = await rows<{ kind: string }>(
    database,
    `SELECT CASE table_type WHEN 'VIEW' THEN 'VIEW' ELSE 'TABLE' END AS kind
     FROM information_schema.tables WHERE table_catalog = current_database() AND table_name = $name`,
    { name },
  );
  for (const { kind } of found) await database.connection.run(`DROP ${kind} ${name}`);
  const empty = `CREATE TABLE ${name} AS SELECT * FROM (${sql}) LIMIT 0`;
  await database.connection.run(materialized === 'view' ? `CREATE VIEW ${name} AS ${sql}` : empty);
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

async function runModels(database: Database, nodes: Node[], dates: string[], full: boolean): Promise<void> {
  const byName = new Map(nodes.map(({ model }) => [model.name, model]));
  let together: Node[] = [];
  const flush = async () => {
    if (together.length > 0) await runSpans(database, together, byName, dates);
    together = [];
  };
  for (const node of nodes) {
    const { model } = node;
    if (full) await createEmpty(database, model);
    if (model.materialized === 'keyed' || model.materialized === 'partitioned') {
      together.push(node);
      continue;
    }
    await flush();
    if (model.materialized === 'replaced' && !full) await replaceTouched(database, node, byName, dates);
    if (model.materialized === 'table' || (model.materialized === 'replaced' && full)) {
      await database.connection.run(`DELETE FROM ${model.name}`);
      await database.connection.run(`INSERT INTO ${model.name} ${model.sql}`);
    }
  }
  await flush();
}

async function touch(database: Database): Promise<string[]> {
  const statements = readTouched();
  const ordered = statements.sort(
    (one, other) => Number(one.sql.includes(other.name)) - Number(other.sql.includes(one.name)),
  );
  for (const { name, sql } of ordered)
    await database.connection.run(`CREATE OR REPLACE TEMP TABLE ${name} AS ${sql}`);
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
     FROM raw_batches WHERE table_name = 'attempts'`,
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
 * touched, or everything where a model, the dictionary or a campus's time zone has changed.
 */
export async function refresh(database: Database, dictionary: string, overrides: string): Promise<Refreshed> {
  const nodes = await inOrder(database, readModels());
  return inTransaction(database, async () => {
    for (const { model } of nodes) {
      if (model.layer === 'staging') await createEmpty(database, model);
    }
    const now = await fingerprint(database, dictionary);
    const { known } = await row<{ known: boolean }>(
      database,
      'SELECT coalesce(max(fingerprint) = $now, false) AS known FROM meta_models',
      { now },
    );
    const full = !known || (await touchesMuch(database));
    if (full) await loadReferences(database, overrides);
    const dates = full ? await allDates(database) : await touch(database);
    await runModels(database, nodes, dates, full);
    if (!full) await removeUnused(database, nodes);
    await database.connection.run('UPDATE raw_batches SET is_modelled = true WHERE NOT is_modelled');
    await database.connection.run('DELETE FROM raw_replaced');
    await database.connection.run('DELETE FROM meta_publication');
    await database.connection.run('DELETE FROM meta_models');
    await database.connection.run('INSERT INTO meta_models VALUES ($now)', { now });
    return { full, dates: dates.length };
  });
}
