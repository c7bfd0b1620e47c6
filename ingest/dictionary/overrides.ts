import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { asItWas, harmless, textOf } from '../csv.ts';
import { EXIT, Refusal } from '../errors.ts';
import { locate, ROOT } from '../paths.ts';
import { flush } from '../versions.ts';

/** An operator's own reading of a code. */
export interface Override {
  /** A channel, or `*` for any. */
  channel: string;
  /** The code as it came; empty for failures without one. */
  error_code: string;
  /** Where given, only failures whose words contain it. */
  error_message: string;
  category: string;
  note: string;
  /** Who said so, and when. */
  by: string;
  at: string;
}

/** The columns of an overrides file; the first two and the category must be there. */
export const OVERRIDE_COLUMNS = [
  'channel',
  'error_code',
  'error_message',
  'category',
  'note',
  'by',
  'at',
] as const;

const REQUIRED = ['channel', 'error_code', 'category'] as const;

/** Where the overrides of a published database lie. */
export const overridesPath = (published: string) => locate(published).overrides;

/** What a code may mean: a category of the contract, or that the payer gave up. */
export function knownCategories(): string[] {
  const path = join(ROOT, 'sql', 'reference', 'categories.csv');
  const found = parse(readFileSync(path), { columns: true }) as { category: string }[];
  return [...found.map(({ category }) => category), 'user_cancelled'];
}

/** What tells one override from another: which failures it is for. */
export const keyOf = (it: Pick<Override, 'channel' | 'error_code' | 'error_message'>) =>
  JSON.stringify([it.channel, it.error_code, it.error_message]);

/**
 * The overrides in a CSV file; none where there is no file.
 * @throws Refusal (unusable) when a column is missing or a category is none of the contract
 */
export function readOverrides(path: string): Override[] {
  if (!existsSync(path)) return [];
  let found: Record<string, string>[];
  try {
    found = parse(textOf(readFileSync(path)), {
      columns: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
    });
  } catch (cause) {
    throw new Refusal(
      `${path}: the overrides cannot be read: ${(cause as Error).message}`,
      EXIT.unusable,
      cause,
    );
  }
  const missing = REQUIRED.find((column) => found[0] !== undefined && !(column in found[0]));
  if (missing !== undefined) {
    throw new Refusal(
      `${path}: the overrides cannot be read: they need the columns channel, error_code, category; ${missing} is missing`,
      EXIT.unusable,
    );
  }
  const read = found.map((row) => {
    const cell = (name: string) => asItWas(row[name] ?? '');
    return {
      channel: cell('channel').toLowerCase(),
      error_code: cell('error_code'),
      error_message: cell('error_message'),
      category: cell('category').toLowerCase(),
      note: cell('note'),
      by: cell('by'),
      at: cell('at'),
    };
  });
  requireCategories(read, path, EXIT.unusable);
  return read;
}

/**
 * Lets no category pass that the contract does not know.
 * @throws Refusal that names `where`
 */
export function requireCategories(
  overrides: Pick<Override, 'category'>[],
  where: string,
  exitCode: number,
): void {
  const known = knownCategories();
  const wrong = overrides.find(({ category }) => !known.includes(category));
  if (wrong === undefined) return;
  throw new Refusal(
    `${where}: ${wrong.category} is no category of the contract: give one of ${known.join(', ')}`,
    exitCode,
  );
}

/**
 * Lets no two overrides pass that read the same failures differently.
 * @throws Refusal (unusable) that names both
 */
export function requireOneReading(overrides: readonly Override[], where: string): void {
  const read = new Map<string, Override>();
  for (const it of overrides) {
    const before = read.get(keyOf(it));
    if (before !== undefined && before.category !== it.category) {
      throw new Refusal(
        `${where}: ${it.channel} ${it.error_code || '(no code)'} is ${before.category} and ${it.category}: leave one of the two`,
        EXIT.unusable,
      );
    }
    read.set(keyOf(it), it);
  }
}

/** Overrides as CSV, in a stable order. */
export function overridesCsv(overrides: Override[]): string {
  const ordered = [...overrides].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  return stringify(
    ordered.map((it) => OVERRIDE_COLUMNS.map((column) => harmless(it[column]))),
    { header: true, columns: [...OVERRIDE_COLUMNS] },
  );
}

/** Writes an overrides file in the place of the one before: whoever reads it finds the one or the other. */
export function writeOverrides(path: string, overrides: Override[]): void {
  const half = `${path}.half`;
  try {
    writeFileSync(half, overridesCsv(overrides));
    flush(half);
    renameSync(half, path);
    flush(dirname(path));
  } finally {
    rmSync(half, { force: true });
  }
}
