import type { Command } from 'commander';
import { DuckDBInstance } from '@duckdb/node-api';
import { existsSync, statSync } from 'node:fs';
import { openMemory, row } from '../../../ingest/database.ts';
import { readModels } from '../../../ingest/models/catalog.ts';
import { failedChecks } from '../../../ingest/models/checks.ts';
import { inOrder } from '../../../ingest/models/graph.ts';
import { locate, type Locations } from '../../../ingest/paths.ts';
import { count, printJson, tell, type GlobalOptions } from '../output.ts';

/** One finding: what was looked at, whether it is well, and what to know or do. */
export interface Finding {
  check: string;
  ok: boolean;
  detail: string;
}

async function node(): Promise<string> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return process.version;
  throw new Error(`${process.version} is too old: install Node 20.19 or later`);
}

async function duckdb(): Promise<string> {
  const database = await openMemory();
  try {
    const { version } = await row<{ version: string }>(database, 'SELECT version() AS version');
    const models = await inOrder(database, readModels());
    return `DuckDB ${version}, ${models.length} models in order`;
  } finally {
    database.close();
  }
}

async function key({ key: path }: Locations): Promise<string> {
  if (!existsSync(path)) return `none yet: the first load makes ${path}`;
  const mode = statSync(path).mode & 0o777;
  if (mode === 0o600) return path;
  throw new Error(`${path} can be read by others (mode ${mode.toString(8)}): run chmod 600 ${path}`);
}

async function published({ published: path }: Locations): Promise<string> {
  if (!existsSync(path)) throw new Error(`${path} does not exist: run payweather ingest FILE`);
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  const database = { path, connection, stored: 'main', close: () => undefined };
  try {
    const state = await row<{
      attempts: number;
      failures: number;
      unknown: number;
      version: string;
      sample: boolean;
    }>(
      database,
      `SELECT
         (SELECT CAST(coalesce(sum(attempts), 0) AS DOUBLE) FROM mart_hourly_place) AS attempts,
         (SELECT CAST(coalesce(sum(failures), 0) AS DOUBLE) FROM mart_hourly_place) AS failures,
         (SELECT CAST(coalesce(sum(failures), 0) AS DOUBLE) FROM mart_hourly_place WHERE category = 'unknown') AS unknown,
         data_version AS version, sample
       FROM meta_publication`,
    );
    const [failed] = await failedChecks(database);
    if (failed !== undefined)
      throw new Error(`${failed.name} found ${failed.offender}: load again, and report this`);
    const known =
      state.failures === 0
        ? 'no failures'
        : `${((1 - state.unknown / state.failures) * 100).toFixed(1)} % of ${count(state.failures)} failures classified`;
    return `version ${state.version}${state.sample ? ' (simulated)' : ''}, ${count(state.attempts)} attempts, ${known}`;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const LOOKS: Record<string, (locations: Locations) => Promise<string>> = {
  node,
  'models and engine': duckdb,
  'pseudonym key': key,
  'published database and dictionary coverage': published,
};

/** `payweather doctor`: checks the installation, the database, the dictionary's coverage; exits with 1 if one fails. */
export function add(program: Command): void {
  program
    .command('doctor')
    .description('check the installation, the database, the dictionary coverage')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const findings: Finding[] = [];
      for (const [check, look] of Object.entries(LOOKS)) {
        const finding = await look(locate(options.db)).then(
          (detail) => ({ check, ok: true, detail }),
          (error: Error) => ({ check, ok: false, detail: error.message.split('\n')[0] ?? '' }),
        );
        findings.push(finding);
      }
      if (options.json) await printJson(findings);
      else
        for (const { check, ok, detail } of findings) tell(`${ok ? 'ok    ' : 'failed'} ${check}: ${detail}`);
      if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
    });
}
