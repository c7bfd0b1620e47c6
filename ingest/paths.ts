import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(from: string): string {
  return existsSync(join(from, 'sql')) && existsSync(join(from, 'package.json'))
    ? from
    : findRoot(dirname(from));
}

/** The package's own folder, whose `sql/` holds models and reference data. */
export const ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

/** The files that belong to one database; all lie in one folder, so that a rename between them is atomic. */
export interface Locations {
  /** What the server reads: complete, replaced by rename. */
  published: string;
  /** Earlier published versions, a file each. */
  versions: string;
  /** Held by the one process that loads, publishes or rolls back. */
  lock: string;
  /** What the pipeline writes to. */
  working: string;
  /** The working database of the simulated campus, apart from the operator's own. */
  sample: string;
  /** The key of the payers' pseudonyms, mode 0600. */
  key: string;
  /** The operator's overrides of the code dictionary (CSV, see dictionary/overrides.ts). */
  overrides: string;
}

/**
 * Where everything that belongs to the published database `db` lies.
 * The default is `data/payweather.duckdb` in the current folder, or `PAYWEATHER_DB`.
 */
export function locate(
  db: string = process.env['PAYWEATHER_DB'] ?? join('data', 'payweather.duckdb'),
): Locations {
  const published = resolve(db);
  const stem = published.replace(/\.duckdb$/, '');
  return {
    published,
    versions: `${stem}.versions`,
    lock: `${stem}.lock.duckdb`,
    working: `${stem}.work.duckdb`,
    sample: `${stem}.sample.duckdb`,
    key: `${stem}.key`,
    overrides: `${stem}.overrides.csv`,
  };
}
