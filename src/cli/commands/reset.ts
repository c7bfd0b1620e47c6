import type { Command } from 'commander';
import { EXIT, Refusal } from '../../../ingest/errors.ts';
import { resetSample } from '../../../ingest/index.ts';
import { locate } from '../../../ingest/paths.ts';
import { printJson, tell, type GlobalOptions } from '../output.ts';
import { patienceOf } from '../patience.ts';

/** `payweather reset --sample`: takes the simulated campus away. */
export function add(program: Command): void {
  program
    .command('reset')
    .description('take the simulated campus away')
    .option('--sample', 'the simulated campus; nothing else can be reset')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions & { sample?: boolean }>();
      if (options.sample !== true) throw new Refusal('reset: tell what to take away: --sample', EXIT.usage);
      const removed = await resetSample(locate(options.db), patienceOf(options));
      if (options.json) await printJson({ removed });
      else tell(removed ? 'the simulated campus was taken away' : 'there was no simulated campus');
    });
}
