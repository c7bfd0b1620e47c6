import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { literal, type Database } from '../database.ts';
import { EXIT, Refusal } from '../errors.ts';
import { firstLine } from '../database.ts';
import { readReferences } from './catalog.ts';

/** Columns of reference data that are numbers; all others are text, so that codes keep their zeros. */
const NUMBERS = ['position', 'minor_digits'];

const OVERRIDES = `CREATE OR REPLACE TABLE ref_overrides (channel VARCHAR, error_code VARCHAR, category VARCHAR, note VARCHAR)`;

/** SHA-256 of the dictionary and the operator's overrides, as 12 hex digits: kept with every publication. */
export function dictionaryVersion(overrides: string): string {
  const hash = createHash('sha256');
  for (const file of readReferences().flatMap(({ files }) => files)) hash.update(readFileSync(file));
  if (existsSync(overrides)) hash.update(readFileSync(overrides));
  return hash.digest('hex').slice(0, 12);
}

/**
 * Loads the reference data and the operator's overrides (a CSV with channel, error_code, category, note) into `ref_…`.
 * @throws Refusal when the overrides cannot be read or name no category
 */
export async function loadReferences({ connection }: Database, overrides: string): Promise<void> {
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
  await connection.run(OVERRIDES);
  if (!existsSync(overrides)) return;
  try {
    await connection.run(
      `INSERT INTO ref_overrides BY NAME
       SELECT lower(trim(channel)) AS channel, trim(error_code) AS error_code, lower(trim(category)) AS category, note
       FROM read_csv(${literal(overrides)}, header = true, all_varchar = true, delim = ',', quote = '"')`,
    );
  } catch (cause) {
    throw new Refusal(
      `${overrides}: the overrides cannot be read: they need the columns channel, error_code, category, note (${firstLine(cause)})`,
      EXIT.unusable,
      cause,
    );
  }
  const wrong = await connection.runAndReadAll(
    `SELECT category FROM ref_overrides
     WHERE category NOT IN (SELECT category FROM ref_categories) AND category <> 'user_cancelled' LIMIT 1`,
  );
  const [offender] = wrong.getRows();
  if (offender !== undefined) {
    throw new Refusal(`${overrides}: ${String(offender[0])} is no category of the contract`, EXIT.unusable);
  }
}
