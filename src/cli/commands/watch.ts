import type { Command } from 'commander';
import { Option } from 'commander';
import { locate } from '../../../ingest/paths.ts';
import { TABLES, type TableName } from '../../../ingest/tables.ts';
import { watch } from '../../../ingest/watch.ts';
import { milliseconds } from '../duration.ts';
import { giveWay } from '../give-way.ts';
import { count, printJson, say, type GlobalOptions } from '../output.ts';
import { patienceOf } from '../patience.ts';

interface Options extends GlobalOptions {
  every: string;
  table: TableName;
  mapping?: string;
  timezone?: string;
}

/** How often a folder is looked at, unless told otherwise. */
export const EVERY = '5m';

/** A signal that comes when the process is told to stop, or when the one that started it is gone. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const event of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.once(event, () => stop.abort());
  return stop.signal;
}

/** `payweather watch FOLDER`: loads each new complete file of a folder once. */
export function add(program: Command): void {
  program
    .command('watch')
    .description('load each new complete file of a folder once, until stopped')
    .argument('<folder>', 'where logs are put')
    .option('--every <time>', 'how often to look: 30s, 5m, 1h', EVERY)
    .addOption(
      new Option('--table <name>', 'what the files hold').choices(Object.keys(TABLES)).default('attempts'),
    )
    .option('--mapping <file>', 'how to read logs that are not canonical (JSON)')
    .option('--timezone <zone>', 'zone of times without an offset (default Asia/Shanghai)')
    .action(async (folder: string, _: unknown, command: Command) => {
      const { db, json, every, table, mapping, timezone, wait } = command.optsWithGlobals<Options>();
      const everyMs = milliseconds('--every', every);
      giveWay();
      say(`watching ${folder}: a file is loaded when two looks, ${every} apart, find it the same`);
      await watch(locate(db), {
        folder,
        everyMs,
        table,
        mapping,
        timezone,
        patience: patienceOf({ wait }),
        signal: stopSignal(),
        onLoaded: (report) => {
          if (json) void printJson(report);
          say(
            `${report.file}: ${count(report.rows_read)} rows read, ${count(report.rows_rejected)} rejected`,
          );
        },
        onPublished: (version) => say(`published version ${version}`),
        onProblem: ({ message }) => say(`payweather: ${message.split('\n')[0]}`),
      });
      if (process.connected) process.disconnect();
      say('stopped watching');
    });
}
