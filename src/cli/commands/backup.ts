import type { Command } from 'commander';
import { basename } from 'node:path';
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
      const locations = locate(options.db);
      const files = await backup(locations, options.out, patienceOf(options));
      if (options.json) return printJson({ out: options.out, files });
      for (const { name, bytes } of files) tell(`${name}: ${count(bytes)} bytes`);
      const hasKey = files.some(({ name }) => name === basename(locations.key));
      tell(
        `written to ${options.out}; it holds ` +
          (hasKey
            ? 'the pseudonym key: keep it where only you can read it'
            : 'no pseudonym key, since no payer has been loaded yet'),
      );
    });
}
