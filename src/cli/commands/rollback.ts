import type { Command } from 'commander';
import { rollback } from '../../../ingest/history.ts';
import { locate } from '../../../ingest/paths.ts';
import { printJson, tell, type GlobalOptions } from '../output.ts';
import { patienceOf } from '../patience.ts';

/** `payweather rollback [VERSION]`: publishes a kept version again. */
export function add(program: Command): void {
  program
    .command('rollback')
    .description('publish a kept version again: the one before, unless one is named')
    .argument('[version]', 'as payweather versions lists it')
    .action(async (version: string | undefined, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const done = await rollback(locate(options.db), version, patienceOf(options));
      if (options.json) return printJson(done);
      tell(
        `published ${done.version} again${done.before === null ? '' : `, in the place of ${done.before}`}`,
      );
      tell('what was loaded since stays loaded: the next payweather ingest publishes all of it');
    });
}
