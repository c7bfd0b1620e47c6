import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { EXIT, Refusal } from './errors.ts';
import type { Table } from './tables.ts';

const rule = z
  .strictObject({
    from: z.string().min(1).optional(),
    value: z.string().optional(),
    hash: z.array(z.string().min(1)).min(1).optional(),
    values: z.record(z.string(), z.string()).optional(),
    else: z.string().optional(),
    empty: z.array(z.string()).optional(),
    lower: z.boolean().optional(),
    format: z.string().min(1).optional(),
    scale: z.number().positive().optional(),
  })
  .refine((it) => [it.from, it.value, it.hash].filter((way) => way !== undefined).length === 1, {
    error: 'give exactly one of "from", "value" and "hash"',
  });

const mapping = z.strictObject({
  format: z.enum(['csv', 'ndjson', 'parquet']).optional(),
  encoding: z
    .literal('utf-8', { error: 'only utf-8 is read: convert the file to UTF-8, then say utf-8 here' })
    .optional(),
  delimiter: z.string().length(1).optional(),
  skip_rows: z.number().int().min(0).optional(),
  timezone: z.string().optional(),
  columns: z.record(z.string(), rule),
});

/** How one canonical column is made from a source row (contract §2; `empty` lists the texts that mean nothing). */
export type Rule = z.infer<typeof rule>;

/** How a log that is not canonical is read. */
export type Mapping = z.infer<typeof mapping>;

/** The reading of a canonical log: every column stands under its own name. */
export function canonicalMapping(table: Table): Mapping {
  return { columns: Object.fromEntries(table.columns.map(({ name }) => [name, { from: name }])) };
}

/**
 * Reads and checks a mapping file for `table`.
 * @throws Refusal (usage) that names the file and the key at fault
 */
export function readMapping(path: string, table: Table): Mapping {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Refusal(
      `${path}: the mapping cannot be read as JSON: ${(cause as Error).message}`,
      EXIT.usage,
      cause,
    );
  }
  const parsed = mapping.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Refusal(`${path}: ${issue?.path.join('.') || 'mapping'}: ${issue?.message}`, EXIT.usage);
  }
  const known = new Set(table.columns.map(({ name }) => name));
  const stranger = Object.keys(parsed.data.columns).find((name) => !known.has(name));
  if (stranger !== undefined) {
    throw new Refusal(`${path}: columns.${stranger}: ${table.name} has no such column`, EXIT.usage);
  }
  const missing = table.columns.find(({ name, required }) => required && !(name in parsed.data.columns));
  if (missing !== undefined) {
    throw new Refusal(`${path}: columns.${missing.name} is missing: ${table.name} require it`, EXIT.usage);
  }
  return parsed.data;
}

/** The names of the source columns that a mapping reads. */
export function sourceColumns({ columns }: Mapping): string[] {
  return [
    ...new Set(
      Object.values(columns).flatMap(({ from, hash }) => (from === undefined ? (hash ?? []) : [from])),
    ),
  ];
}
