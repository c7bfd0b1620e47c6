import { existsSync } from 'node:fs';
import { createHmac } from 'node:crypto';
import { rows, type Database } from '../database.ts';
import { Refusal } from '../errors.ts';
import { readKey } from './pseudonym.ts';

/** What tells one key from another without telling the key. */
function fingerprintOf(key: Buffer): string {
  return createHmac('sha256', key).update('payweather key').digest('hex').slice(0, 16);
}

async function holdsPseudonyms(database: Database): Promise<boolean> {
  const found = await rows(
    database,
    `SELECT 1 FROM raw_attempts WHERE payer_id IS NOT NULL
     UNION ALL SELECT 1 FROM raw_bills WHERE payer_id IS NOT NULL
     UNION ALL SELECT 1 FROM raw_rejects WHERE contains(original, 'pw1_')
     LIMIT 1`,
  );
  return found.length > 0;
}

/**
 * Whether there is a key at `path`; makes none.
 * @throws Refusal when the key with which the pseudonyms in `database` were made is missing or was replaced
 */
export async function checkKey(database: Database, path: string): Promise<boolean> {
  const hasKey = existsSync(path);
  if (!(await holdsPseudonyms(database))) return hasKey;
  if (!hasKey) throw refusal(path, 'is missing');
  const [kept] = await rows<{ fingerprint: string }>(database, 'SELECT fingerprint FROM meta_key');
  if (kept !== undefined && kept.fingerprint !== fingerprintOf(readKey(path))) {
    throw refusal(path, 'is another key');
  }
  return true;
}

/**
 * The key of the pseudonyms in `database`, made where there are none yet. With `renew` a key that is missing or another
 * one is taken all the same.
 * @throws Refusal when the key with which its pseudonyms were made is missing or was replaced
 */
export async function requireKey(database: Database, path: string, renew = false): Promise<Buffer> {
  const [kept] = await rows<{ fingerprint: string }>(database, 'SELECT fingerprint FROM meta_key');
  const isMissing = !existsSync(path);
  if (isMissing && !renew && (await holdsPseudonyms(database))) throw refusal(path, 'is missing');
  const key = readKey(path);
  const fingerprint = fingerprintOf(key);
  if (kept?.fingerprint === fingerprint) return key;
  if (kept !== undefined && !isMissing && !renew && (await holdsPseudonyms(database))) {
    throw refusal(path, 'is another key');
  }
  await database.connection.run('DELETE FROM meta_key');
  await database.connection.run('INSERT INTO meta_key VALUES ($fingerprint)', { fingerprint });
  return key;
}

function refusal(path: string, what: string): Refusal {
  return new Refusal(
    `${path} ${what}, and the payers in the database are known only by pseudonyms made with the one before: ` +
      'restore that file from a backup; or load with --new-key, and a payer from before counts as another one from now on',
  );
}
