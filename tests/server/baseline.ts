import { openDatabase } from '../../ingest/database.ts';
import { storeExpected } from '../../ingest/detect/expected.ts';

/** A number from 0 to 1 that belongs to its words alone. */
const draw = (...words: string[]) => `(hash(concat_ws('|', ${words.join(', ')})) % 1000) / 1000.0`;

/**
 * Fills the learned tables of a published database with factors made of the seed: some places and rails have rows of their
 * own, others only those of their campus or of all; nothing is known before the given date.
 */
export async function learnBaseline(path: string, seed: number, from = '2024-02-05'): Promise<void> {
  const database = await openDatabase(path);
  const { connection } = database;
  await connection.run(`CREATE TEMP TABLE days AS
    SELECT DISTINCT local_date, CAST(date_trunc('week', local_date) AS DATE) AS week_start FROM dim_date
    WHERE local_date >= DATE '${from}'`);
  await connection.run(`CREATE TEMP TABLE keys AS
    SELECT DISTINCT week_start, category, kind, half FROM days,
      (SELECT unnest(['network', 'balance', 'timeout', 'duplicate', 'unknown']) AS category),
      (SELECT unnest(['workday', 'weekend']) AS kind), (SELECT unnest(range(48)) AS half)`);
  await connection.run(`DELETE FROM mart_baseline_place; INSERT INTO mart_baseline_place
    SELECT week_start, category, campus, building, kind,
      list(CASE WHEN building <> 'b2' OR half >= 20 THEN 0.1 * ${draw('week_start', 'category', 'campus', 'building', 'kind', 'half', `${seed}`)} END ORDER BY half)
    FROM keys, (VALUES ('c1', 'b1'), ('c1', 'b2'), ('c1', ''), ('k3', ''), ('', '')) AS places(campus, building)
    GROUP BY ALL`);
  await connection.run(`DELETE FROM mart_baseline_rail; INSERT INTO mart_baseline_rail
    SELECT week_start, category, channel, bank, method,
      list(0.5 + ${draw('week_start', 'category', 'channel', 'bank', 'method', 'half', `${seed}`)} ORDER BY half)
    FROM (SELECT DISTINCT week_start, category, half FROM keys), (VALUES ('wechat_pay', 'ICBC', 'debit_card'), ('alipay', 'unknown', 'wallet_balance'), ('', '', '')) AS rails(channel, bank, method)
    WHERE category <> 'unknown'
    GROUP BY ALL`);
  await connection.run(`DELETE FROM mart_baseline_day; INSERT INTO mart_baseline_day
    SELECT DISTINCT local_date, category, campus, CASE WHEN isodow(local_date) > 5 THEN 'weekend' ELSE 'workday' END,
      0.5 + ${draw('local_date', 'category', 'campus', `${seed}`)}, 14
    FROM days JOIN keys USING (week_start), (SELECT unnest(['c1', '']) AS campus)`);
  await connection.run(`DELETE FROM mart_baseline_spread; INSERT INTO mart_baseline_spread
    SELECT DISTINCT week_start, category, 'place', 0.2 FROM keys`);
  await storeExpected(database);
  await connection.run('FORCE CHECKPOINT');
  database.close();
}
