import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../paths.ts';

const column = z.strictObject({
  meaning: z.string(),
  unit: z.string().optional(),
  values: z.array(z.string()).optional(),
  tests: z.array(z.enum(['not_null', 'unique'])).optional(),
});

const sidecar = z.strictObject({
  grain: z.string(),
  /** view: a stored SELECT; table: made anew each time; keyed: only new keys are added; replaced: the touched rows of
   * `replaced_by`'s columns; partitioned: the touched values of `partition`; compared: made anew before all others, and
   * what differs from before is touched. */
  materialized: z.enum(['view', 'table', 'keyed', 'replaced', 'partitioned', 'compared']),
  key: z.array(z.string()).optional(),
  /** Models that hold the key of a keyed one: a key that none of them holds any more is removed. */
  used_by: z.array(z.string()).optional(),
  replaced_by: z.string().optional(),
  partition: z.string().optional(),
  /** The column that says when a row happened, by which an input is narrowed to the touched dates. */
  event_time: z.string().optional(),
  /** The dimensions that a mart can tell apart. */
  covers: z.array(z.string()).optional(),
  columns: z.record(z.string(), column),
});

export type Sidecar = z.infer<typeof sidecar>;

/** One SELECT of `sql/`, with what its sidecar says of it. */
export interface Model extends Sidecar {
  name: string;
  layer: string;
  sql: string;
}

/** The folders of models, in the order in which data flows through them. */
export const LAYERS = ['staging', 'intermediate', 'marts'] as const;

function sqlFiles(folder: string): { name: string; sql: string }[] {
  const path = join(ROOT, 'sql', folder);
  return readdirSync(path)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => ({
      name: file.slice(0, -'.sql'.length),
      sql: readFileSync(join(path, file), 'utf8').trim(),
    }));
}

function readSidecar(folder: string, name: string): Sidecar {
  const path = join(ROOT, 'sql', folder, `${name}.yml`);
  if (!existsSync(path)) throw new Error(`${path} is missing: every model has a sidecar`);
  const parsed = sidecar.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

let models: Model[] | undefined;

/** Every model of `sql/`, as the files said it when this process first asked. */
export function readModels(): Model[] {
  models ??= LAYERS.flatMap((layer) =>
    sqlFiles(layer).map(({ name, sql }) => ({ name, layer, sql, ...readSidecar(layer, name) })),
  );
  return models;
}

/** What a digest of the models goes over: their names, their texts, and how they are kept. */
export const modelTexts = () => readModels().map(({ name, sql, materialized }) => [name, sql, materialized]);

/** The checks: each SELECT returns offenders, so that an empty answer passes. */
export function readChecks(): { name: string; sql: string }[] {
  return sqlFiles('checks');
}

/** The SELECTs that say what a load touched; their names are tables that models are replaced by. */
export function readTouched(): { name: string; sql: string }[] {
  return sqlFiles('touched');
}

/** The reference data of `sql/reference`: a table `ref_NAME` for each NAME.csv; NAME_more.csv adds to NAME. */
export function readReferences(): { name: string; files: string[] }[] {
  const folder = join(ROOT, 'sql', 'reference');
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('.csv'))
    .map((file) => file.slice(0, -'.csv'.length))
    .sort();
  return names
    .filter((name) => !name.endsWith('_more'))
    .map((name) => ({
      name: `ref_${name}`,
      files: [name, `${name}_more`].filter((it) => names.includes(it)).map((it) => join(folder, `${it}.csv`)),
    }));
}
