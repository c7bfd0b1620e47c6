import type { Database } from '../database.ts';
import type { Model } from './catalog.ts';

/**
 * Computes again which attempts the bills prove, and lists in `raw_rematched` the orders for which that has changed: all
 * else is computed again for them alone.
 */
export async function changeMatches({ connection, stored }: Database, { name, sql }: Model): Promise<void> {
  await connection.run(`CREATE OR REPLACE TEMP TABLE matched_before AS FROM ${stored}.${name}`);
  await connection.run(`DELETE FROM ${stored}.${name}`);
  await connection.run(`INSERT INTO ${stored}.${name} ${sql}`);
  const only = (one: string, other: string) => `(FROM ${one} EXCEPT FROM ${other})`;
  await connection.run(
    `INSERT INTO raw_rematched
     SELECT DISTINCT campus_id, order_key
     FROM (${only(`${stored}.${name}`, 'matched_before')} UNION ALL ${only('matched_before', `${stored}.${name}`)})`,
  );
  await connection.run('DROP TABLE matched_before');
}
