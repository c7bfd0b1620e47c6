import { DuckDBInstance } from '@duckdb/node-api';

/** The baseline of `bench ingest`: DuckDB alone reads the file, CSV, NDJSON or Parquet, into one table of a new database. */
const [, , file = '', database = ''] = process.argv;
const instance = await DuckDBInstance.create(database);
const connection = await instance.connect();
await connection.run(`CREATE TABLE attempts AS FROM '${file.replaceAll("'", "''")}'`);
await connection.run('CHECKPOINT');
connection.closeSync();
instance.closeSync();
