import { DuckDBInstance } from '@duckdb/node-api';

/** The baseline of `bench ingest`: DuckDB alone reads the file into one table of a new database. */
const [, , csv = '', database = ''] = process.argv;
const instance = await DuckDBInstance.create(database);
const connection = await instance.connect();
await connection.run(`CREATE TABLE attempts AS SELECT * FROM read_csv('${csv.replaceAll("'", "''")}')`);
await connection.run('CHECKPOINT');
connection.closeSync();
instance.closeSync();
