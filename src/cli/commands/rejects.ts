import { type Command, Option } from 'commander';
import { stringify } from 'csv-stringify/sync';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { openDatabase, rows, type Patience } from '../../../ingest/database.ts';
import { Refusal } from '../../../ingest/errors.ts';
import { harmless } from '../../../ingest/csv.ts';
import { REJECT_COLUMNS } from '../../../ingest/load/mended.ts';
import { createSchema } from '../../../ingest/load/schema.ts';
import { locate, type Locations } from '../../../ingest/paths.ts';
import { print, printJson, type GlobalOptions } from '../output.ts';
import { patienceOf } from '../patience.ts';

interface Options extends GlobalOptions {
  file?: string;
  format: 'csv' | 'json';
}

/** The rejected rows as they were kept, but for those fed back, by file and line; those of `file` only, if one is named. */
export async function listRejects(locations: Locations, file?: string, patience?: Patience) {
  const path = [locations.working, locations.sample].find((it) => existsSync(it));
  if (path === undefined)
    throw new Refusal(`${locations.working}: nothing has been loaded yet: run payweather ingest FILE`);
  const database = await openDatabase(path, patience);
  try {
    await createSchema(database);
    return await rows<{ file: string; line: number; reason: string; original: string }>(
      database,
      `SELECT raw_batches.file, CAST(raw_rejects.line AS DOUBLE) AS line, raw_rejects.reason, raw_rejects.original
       FROM raw_rejects
       JOIN raw_batches ON raw_batches.batch_id = raw_rejects.batch_id
       ANTI JOIN raw_mended
         ON raw_mended.batch_id = raw_rejects.batch_id AND raw_mended.line = raw_rejects.line
       WHERE $file::VARCHAR IS NULL OR raw_batches.file IN ($file, $path) OR starts_with(raw_batches.file, $path || '/')
       ORDER BY raw_batches.batch_id, raw_rejects.line`,
      { file: file ?? null, path: file === undefined ? null : resolve(file) },
    );
  } finally {
    database.close();
  }
}

/** `payweather rejects`: the rows that could not be loaded, each with its file, line, reason and original text. */
export function add(program: Command): void {
  program
    .command('rejects')
    .description('list the rejected rows with file, line, reason and original text')
    .option('--file <file>', 'of this file only')
    .addOption(new Option('--format <format>', 'how to write them').choices(['csv', 'json']).default('csv'))
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const found = await listRejects(locate(options.db), options.file, patienceOf(options));
      if (options.json || options.format === 'json') await printJson(found);
      else {
        const cells = found.map(({ file, line, reason, original }) => [
          harmless(file),
          line,
          reason,
          harmless(original),
        ]);
        await print(stringify([REJECT_COLUMNS, ...cells]));
      }
    });
}
