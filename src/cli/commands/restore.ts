import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { locate } from '../../../ingest/paths.ts';
import { restore } from '../../../ingest/restore.ts';
import { printJson, tell, type GlobalOptions } from '../output.ts';
import { patienceOf } from '../patience.ts';

/** `payweather restore FILE`: puts a backup in place and publishes it. */
export function add(program: Command): void {
  program
    .command('restore')
    .description('put a backup in place, where nothing is loaded yet, and publish it')
    .argument('<file>', 'what payweather backup wrote')
    .action(async (file: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const locations = locate(options.db);
      const version = await restore(locations, file, patienceOf(options));
      if (options.json) return printJson({ version });
      tell(`restored from ${file}, published version ${version}`);
      if (!existsSync(locations.key)) {
        tell(
          `it held no pseudonym key: if payers were loaded, put that key at ${locations.key} before the next load`,
        );
      }
    });
}
