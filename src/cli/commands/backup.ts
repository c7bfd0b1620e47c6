import type { Command } from 'commander';
import { backup } from '../../../ingest/backup.ts';
import { locate } from '../../../ingest/paths.ts';
import { count, printJson, tell, type GlobalOptions } from '../output.ts';
import { patienceOf } from '../patience.ts';

/** `payweather backup --out FILE`: one archive of what cannot be computed again. */
export function add(program: Command): void {
  program
    .command('backup')
    .description('write one archive of everything that cannot be computed again, the key included')
    .requiredOption('--out <file>', 'archive to write (tar)')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { out: string }>();
      const files = await backup(locate(options.db), options.out, patienceOf(options));
      if (options.json) return printJson({ out: options.out, files });
      for (const { name, bytes } of files) tell(`${name}: ${count(bytes)} bytes`);
      tell(`written to ${options.out}; it holds the pseudonym key: keep it where only you can read it`);
    });
}
