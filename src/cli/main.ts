import { Command, CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT, Refusal } from '../../ingest/errors.ts';
import { ROOT } from '../../ingest/paths.ts';
import { say } from './output.ts';
import { WAIT_SECONDS } from './patience.ts';

/** A file each, read when its word is said: reading all takes longer than most of them do. */
const COMMANDS: Record<string, () => Promise<{ add: (program: Command) => void }>> = {
  ingest: () => import('./commands/ingest.ts'),
  inspect: () => import('./commands/inspect.ts'),
  rejects: () => import('./commands/rejects.ts'),
  query: () => import('./commands/query.ts'),
  incidents: () => import('./commands/incidents.ts'),
  dictionary: () => import('./commands/dictionary.ts'),
  versions: () => import('./commands/versions.ts'),
  rollback: () => import('./commands/rollback.ts'),
  backup: () => import('./commands/backup.ts'),
  restore: () => import('./commands/restore.ts'),
  simulate: () => import('./commands/simulate.ts'),
  serve: () => import('./commands/serve.ts'),
  watch: () => import('./commands/watch.ts'),
  doctor: () => import('./commands/doctor.ts'),
  reset: () => import('./commands/reset.ts'),
};

/** The commands that a line may mean; all of them where it names none. */
function named(words: readonly string[]) {
  const said = Object.keys(COMMANDS).filter((name) => words.includes(name));
  return said.length > 0 ? said : Object.keys(COMMANDS);
}

async function program(words: readonly string[]): Promise<Command> {
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
  for (const name of named(words)) (await COMMANDS[name]!()).add(root);
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
  // A command says its faults in a line of its own; the log is the server's.
  if (!words.includes('serve') && !words.includes('--verbose')) process.env['PAYWEATHER_LOG'] ??= 'silent';
  try {
    await (await program(words)).parseAsync(words);
  } catch (error) {
    process.exitCode = exitCode(error, words.includes('--verbose'));
  }
}
