import type { Command } from 'commander';
import { listVersions } from '../../../ingest/history.ts';
import { locate } from '../../../ingest/paths.ts';
import { count, printJson, tell, type GlobalOptions } from '../output.ts';

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/** `payweather versions`: what is published, and the versions before it that are kept. */
export function add(program: Command): void {
  program
    .command('versions')
    .description('list what is published and the versions kept of before')
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const versions = await listVersions(locate(options.db));
      if (options.json) return printJson(versions);
      for (const { version, published_at: at, attempts, bytes, current, sample } of versions) {
        const marks = `${current ? ', current' : ''}${sample ? ', simulated' : ''}`;
        tell(`${version}  ${at}  ${count(attempts)} attempts, ${megabytes(bytes)}${marks}`);
      }
      const earlier = versions.filter(({ current }) => !current);
      const bytes = earlier.reduce((sum, version) => sum + version.bytes, 0);
      tell(`${earlier.length} earlier versions take up to ${megabytes(bytes)} of disk`);
    });
}
