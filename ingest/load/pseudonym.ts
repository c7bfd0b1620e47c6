import { blobValue } from '@duckdb/node-api';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createHmac, randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import type { Parameters } from '../database.ts';
import { Refusal } from '../errors.ts';

const BLOCK_BYTES = 64;

/** Marks a pseudonym, so that a mended reject that is fed back is not disguised a second time. */
const PREFIX = 'pw1_';

/**
 * The key of the pseudonyms at `path`: 32 random bytes as hex, made on first use with mode 0600.
 * @throws Refusal when the file holds something else
 */
export function readKey(path: string): Buffer {
  mkdirSync(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}`;
  try {
    writeFileSync(fresh, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
    chmodSync(fresh, 0o600);
    linkSync(fresh, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  const text = readFileSync(path, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw new Refusal(
      `${path} is not a pseudonym key: restore it from a backup, or move it away to start a new one`,
    );
  }
  return Buffer.from(text, 'hex');
}

function padded(key: Buffer, pad: number): Buffer {
  return Buffer.alloc(BLOCK_BYTES, 0)
    .fill(key, 0, key.length)
    .map((byte) => byte ^ pad) as Buffer;
}

/** What {@link pseudonymOf} needs bound: the key, padded as HMAC asks (RFC 2104). */
export function keyParameters(key: Buffer): Parameters {
  return { inner_key: blobValue(padded(key, 0x36)), outer_key: blobValue(padded(key, 0x5c)) };
}

/**
 * SQL for the pseudonym of the text `expression`: HMAC-SHA-256 (RFC 2104), truncated to 128 bits (its §5), as hex.
 * A text that is a pseudonym already stays as it is; null stays null.
 */
export function pseudonymOf(expression: string): string {
  const inner = `unhex(sha256($inner_key::BLOB || encode(${expression})))`;
  return `CASE
    WHEN ${expression} IS NULL THEN NULL
    WHEN starts_with(${expression}, '${PREFIX}') AND length(${expression}) = ${PREFIX.length + 32} THEN ${expression}
    ELSE '${PREFIX}' || left(sha256($outer_key::BLOB || ${inner}), 32)
  END`;
}

/** A pseudonym within a text, for regular expressions of Node and of DuckDB. */
export const PSEUDONYM = `${PREFIX}[0-9a-f]{32}`;

/** The same pseudonym, made outside the database: for the text of rows that are not loaded. One stays as it is. */
export function pseudonym(key: Buffer, payer: string): string {
  if (payer.startsWith(PREFIX) && payer.length === PREFIX.length + 32) return payer;
  return `${PREFIX}${createHmac('sha256', key).update(payer).digest('hex').slice(0, 32)}`;
}
