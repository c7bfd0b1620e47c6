import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { EXIT, Refusal } from './errors.ts';
import { ROOT } from './paths.ts';
import { ENCODINGS, ENCODING_NAMES } from './sources/encoding.ts';
import type { Table } from './tables.ts';

const rule = z
  .strictObject({
    from: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).optional(),
    value: z.string().optional(),
    hash: z.array(z.string().min(1)).min(1).optional(),
    between: z.tuple([z.string().min(1), z.string().min(1)]).optional(),
    optional: z.boolean().optional(),
    replace: z.record(z.string().min(1), z.string()).optional(),
    values: z.record(z.string(), z.string()).optional(),
    contains: z.record(z.string().min(1), z.string()).optional(),
    else: z.string().optional(),
    empty: z.array(z.string()).optional(),
    lower: z.boolean().optional(),
    format: z.string().min(1).optional(),
    scale: z.number().positive().optional(),
  })
  .refine((it) => [it.from, it.value, it.hash, it.between].filter((way) => way !== undefined).length === 1, {
    error: 'give exactly one of "from", "value", "hash" and "between"',
  })
  .refine((it) => it.values === undefined || it.contains === undefined, {
    error: 'give "values" or "contains", not both',
  });

const encoding = z
  .string()
  .transform((name) => ENCODING_NAMES[name.toLowerCase()])
  .refine((name) => name !== undefined, { error: `give one of ${ENCODINGS.join(', ')}` });

const regularExpression = z.string().refine(
  (text) => {
    try {
      return new RegExp(text, 'u') instanceof RegExp;
    } catch {
      return false;
    }
  },
  { error: 'is no regular expression' },
);

const width = z.number().int().min(1);

const mapping = z.strictObject({
  format: z.enum(['csv', 'ndjson', 'parquet']).optional(),
  encoding: encoding.optional(),
  delimiter: z.string().length(1).optional(),
  loose_quotes: z.boolean().optional(),
  value_prefix: z.string().min(1).optional(),
  fixed_width: z
    .array(z.strictObject({ name: z.string().min(1), at: width, bytes: width }))
    .min(1)
    .optional(),
  skip_rows: z.number().int().min(0).optional(),
  preamble_until: z.array(z.string().min(1)).min(1).optional(),
  skip_where: z
    .array(z.strictObject({ starts_with: z.string().min(1), to_end: z.boolean().optional() }))
    .optional(),
  promises: regularExpression.optional(),
  sheet: z.string().min(1).optional(),
  members: z.array(z.string().min(1)).min(1).optional(),
  timezone: z.string().optional(),
  columns: z.record(z.string(), rule),
  tables: z.record(z.string(), z.record(z.string(), rule)).optional(),
});

/**
 * How one canonical column is made from a source row (contract §2). Of several `from` the first that the file has is
 * read; `between` is the time from one column to the other in ms; `replace` changes texts within, before `values` or
 * `contains` (the first that is in it) translate; `empty` lists the texts that mean nothing; an `optional` column may
 * be missing.
 */
export type Rule = z.infer<typeof rule>;

/** How a log that is not canonical is read; docs/formats.md tells each key. */
export type Mapping = Omit<z.infer<typeof mapping>, 'tables'>;

const SHIPPED = join(ROOT, 'ingest', 'mappings');

/** The names of the mappings that come with the program. */
export function shippedMappings(): string[] {
  return readdirSync(SHIPPED)
    .map((file) => basename(file, '.json'))
    .sort();
}

function mappingFile(nameOrPath: string): string {
  const shipped = join(SHIPPED, `${nameOrPath}.json`);
  return /^[\w-]+$/.test(nameOrPath) && !existsSync(nameOrPath) && existsSync(shipped) ? shipped : nameOrPath;
}

/** The reading of a canonical log: every column stands under its own name. */
export function canonicalMapping(table: Table): Mapping {
  return { columns: Object.fromEntries(table.columns.map(({ name }) => [name, { from: name }])) };
}

/**
 * Reads and checks a mapping for `table`: a file, or one that comes with the program.
 * @throws Refusal (usage) that names the file and the key at fault
 */
export function readMapping(path: string, table: Table): Mapping {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(mappingFile(path), 'utf8'));
  } catch (cause) {
    throw new Refusal(
      `${path}: the mapping cannot be read as JSON: ${(cause as Error).message} ` +
        `(those that come with the program: ${shippedMappings().join(', ')})`,
      EXIT.usage,
      cause,
    );
  }
  return checkMapping(json, path, table);
}

/**
 * Checks what is to be a mapping for `table`: its `columns`, or those that it has for that table under `tables`.
 * @throws Refusal (usage) that names `path` and the key at fault
 */
export function checkMapping(json: unknown, path: string, table: Table): Mapping {
  const parsed = mapping.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Refusal(`${path}: ${issue?.path.join('.') || 'mapping'}: ${issue?.message}`, EXIT.usage);
  }
  const { tables, ...whole } = parsed.data;
  const columns = tables?.[table.name] ?? whole.columns;
  const known = new Set(table.columns.map(({ name }) => name));
  const stranger = Object.keys(columns).find((name) => !known.has(name));
  if (stranger !== undefined) {
    throw new Refusal(`${path}: columns.${stranger}: ${table.name} has no such column`, EXIT.usage);
  }
  const missing = table.columns.find(({ name, required }) => required && !(name in columns));
  if (missing !== undefined) {
    throw new Refusal(`${path}: columns.${missing.name} is missing: ${table.name} require it`, EXIT.usage);
  }
  return { ...whole, columns };
}

/** The source columns of which a rule may read any; a rule without has none. */
export function sourcesOf({ from, hash, between }: Rule): string[] {
  return [from ?? hash ?? between ?? []].flat();
}

/** The source columns that a rule reads of those that are there: of several names for one thing, the first. */
export function takenColumns(rule: Rule, present: (name: string) => boolean): string[] {
  const there = sourcesOf(rule).filter(present);
  return rule.from === undefined ? there : there.slice(0, 1);
}

/** The names of the source columns that a mapping reads. */
export function sourceColumns({ columns }: Mapping): string[] {
  return [...new Set(Object.values(columns).flatMap(sourcesOf))];
}
