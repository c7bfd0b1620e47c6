import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { literal, type Database } from '../database.ts';
import { readReferences } from './catalog.ts';

/** Columns of reference data that are numbers; all others are text, so that codes keep their zeros. */
const NUMBERS = ['position', 'minor_digits'];

/** SHA-256 of the dictionary and of `overrides`, where one is named, as 12 hex digits: kept with every publication. */
export function dictionaryVersion(overrides?: string): string {
  const hash = createHash('sha256');
  for (const file of readReferences().flatMap(({ files }) => files)) hash.update(readFileSync(file));
  if (overrides !== undefined && existsSync(overrides)) hash.update(readFileSync(overrides));
  return hash.digest('hex').slice(0, 12);
}

/** Loads the reference data into `ref_…`. */
export async function loadReferences({ connection }: Database): Promise<void> {
  for (const { name, files } of readReferences()) {
    await connection.run(
      `CREATE OR REPLACE TABLE ${name} AS
       SELECT * FROM read_csv([${files.map(literal).join(', ')}], header = true, all_varchar = true, delim = ',', quote = '"')`,
    );
    const names = (await connection.runAndReadAll(`SELECT * FROM ${name} LIMIT 0`)).columnNames();
    for (const column of NUMBERS.filter((it) => names.includes(it))) {
      await connection.run(`ALTER TABLE ${name} ALTER ${column} TYPE INTEGER`);
    }
  }
}
