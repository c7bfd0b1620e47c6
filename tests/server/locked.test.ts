import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLocked } from '../../src/lib/server/locked.ts';
import { publishWorld } from './publish.ts';

const state = publishWorld(43);

it.each([
  `SELECT * FROM read_csv('/etc/passwd')`,
  `SELECT * FROM read_text('package.json')`,
  `ATTACH 'other.duckdb'`,
  `COPY dim_date TO 'out.csv'`,
  `SET threads = 1`,
  `SET lock_configuration = false`,
  `SET TimeZone = 'Asia/Shanghai'`,
  `INSTALL httpfs`,
  `LOAD httpfs`,
  `CREATE TABLE other AS SELECT 1`,
  `DELETE FROM dim_date`,
])('the serving database refuses %s', async (sql) => {
  const { instance, connection } = await openLocked(join(state.path));
  await expect(connection.run(sql)).rejects.toThrowError(/disabled|locked|read-only/);
  connection.closeSync();
  instance.closeSync();
});
