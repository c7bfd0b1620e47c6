import { Command, CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, Refusal } from '../../ingest/errors.ts';
import { ROOT } from '../../ingest/paths.ts';
import { addDictionary } from './commands/dictionary.ts';
import { addDoctor } from './commands/doctor.ts';
import { addIncidents } from './commands/incidents.ts';
import { addIngest } from './commands/ingest.ts';
import { addInspect } from './commands/inspect.ts';
import { addBackup } from './commands/backup.ts';
import { addQuery } from './commands/query.ts';
import { addRejects } from './commands/rejects.ts';
import { addReset } from './commands/reset.ts';
import { addServe } from './commands/serve.ts';
import { addRestore } from './commands/restore.ts';
import { addRollback } from './commands/rollback.ts';
import { addSimulate } from './commands/simulate.ts';
import { addVersions } from './commands/versions.ts';
import { addWatch } from './commands/watch.ts';
import { say } from './output.ts';
import { WAIT_SECONDS } from './patience.ts';

const COMMANDS = [
  addIngest,
  addInspect,
  addRejects,
  addQuery,
  addIncidents,
  addDictionary,
  addVersions,
  addRollback,
  addBackup,
  addRestore,
  addSimulate,
  addServe,
  addWatch,
  addDoctor,
  addReset,
];

function program(): Command {
  const { version, description } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
    description: string;
  };
  const root = new Command('payweather')
    .description(description)
    .version(version)
    .option('--db <file>', 'the published database (default data/payweather.duckdb, or PAYWEATHER_DB)')
    .option('--json', 'machine-readable result on standard output, nothing else there')
    .option('--wait <seconds>', 'how long to wait for another process that writes', WAIT_SECONDS)
    .option('--verbose', 'show the whole error when something fails')
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(text) });
  for (const add of COMMANDS) add(root);
  for (const command of root.commands) command.exitOverride();
  return root;
}

function exitCode(error: unknown, verbose: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT.usage;
  const message = error instanceof Error ? error.message : String(error);
  say(`payweather: ${message.split('\n')[0]}`);
  if (verbose) say(String(error instanceof Error ? (error.stack ?? error) : error));
  if (verbose && error instanceof Error && error.cause !== undefined) say(String(error.cause));
  return error instanceof Refusal ? error.exitCode : EXIT.failed;
}

/** Runs one command line and sets the exit code of the process (contract §5). */
export async function run(words: string[]): Promise<void> {
  try {
    await program().parseAsync(words);
  } catch (error) {
    process.exitCode = exitCode(error, words.includes('--verbose'));
  }
}
