import type { Command } from 'commander';
import { Option } from 'commander';
import { ingest, type IngestResult } from '../../../ingest/index.ts';
import { shippedMappings } from '../../../ingest/mapping.ts';
import { locate } from '../../../ingest/paths.ts';
import { ENCODINGS, type Encoding } from '../../../ingest/sources/encoding.ts';
import { TABLES, type TableName } from '../../../ingest/tables.ts';
import { giveWay } from '../give-way.ts';
import { count, printJson, tell, type GlobalOptions } from '../output.ts';
import { patienceOf } from '../patience.ts';
import { createParentProgress, createProgress } from '../progress.ts';

interface Options extends GlobalOptions {
  table: TableName;
  mapping?: string;
  encoding?: Encoding;
  timezone?: string;
  dryRun?: boolean;
  newKey?: boolean;
}

function report({ files, version }: IngestResult, dryRun: boolean): void {
  for (const file of files) {
    if (file.already_loaded) {
      tell(`${file.file}: already loaded, nothing changed`);
      continue;
    }
    tell(
      `${file.file}: ${count(file.rows_read)} rows read: ${count(file.rows_accepted)} accepted, ` +
        `${count(file.rows_updated)} updated, ${count(file.rows_duplicate)} duplicate, ` +
        `${count(file.rows_rejected)} rejected (${[file.encoding, `${file.seconds} s`].filter(Boolean).join(', ')})`,
    );
    for (const { rule, count: times, example_line: line } of file.skipped) {
      tell(`  ${count(times)} lines skipped: ${rule} (first on line ${line})`);
    }
    if (file.rows_promised !== null && file.rows_promised !== file.rows_read) {
      const reasons = [
        file.rows_rejected > 0 && `${count(file.rows_rejected)} of them rejected`,
        file.rows_skipped > 0 && `${count(file.rows_skipped)} lines skipped as above`,
      ].filter(Boolean);
      tell(
        `  the file says that it has ${count(file.rows_promised)} rows: it has ${count(file.rows_read)}` +
          (reasons.length > 0 ? ` (${reasons.join(', ')})` : ''),
      );
    }
    for (const { reason, count: times, example_line: line } of file.rejected) {
      tell(`  ${count(times)} rejected: ${reason} (first on line ${line}; see payweather rejects)`);
    }
  }
  if (dryRun) tell('dry run: nothing was kept');
  else tell(version === null ? 'nothing to publish' : `published version ${version}`);
}

/** Says how many attempts count as succeeded since a bill shows them as paid, where there are any. */
async function tellCorrected(published: string): Promise<void> {
  const { ask, closePublished } = await import('../../lib/server/index.ts');
  process.env['PAYWEATHER_DB'] = published;
  try {
    const { corrected } = await ask('reconciliation', { limit: 1 });
    if (corrected === 0) return;
    tell(
      `by the bills ${count(corrected)} ${corrected === 1 ? 'attempt counts' : 'attempts count'} as succeeded that the log ` +
        'calls otherwise: payweather query reconciliation --kind corrected tells which',
    );
  } finally {
    closePublished();
  }
}

/** `payweather ingest PATH…`: loads logs, recomputes what they touch, publishes. */
export function add(program: Command): void {
  program
    .command('ingest')
    .description('load logs (files, folders, globs), recompute what they touch, publish')
    .argument('<path...>', 'CSV, NDJSON, Parquet or XLSX, plain, gzip or zip; - is standard input')
    .addOption(
      new Option('--table <name>', 'what the files hold').choices(Object.keys(TABLES)).default('attempts'),
    )
    .option(
      '--mapping <file>',
      `how to read a log that is not canonical: JSON, or ${shippedMappings().join(', ')}`,
    )
    .addOption(new Option('--encoding <name>', 'of texts (default: detected)').choices(ENCODINGS))
    .option('--timezone <zone>', 'zone of times without an offset (default Asia/Shanghai)')
    .option('--new-key', 'go on with another pseudonym key where the one before is lost')
    .option('--dry-run', 'tell what would happen, keep nothing')
    .action(async (paths: string[], _: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      giveWay();
      const progress = process.send === undefined ? createProgress() : createParentProgress();
      const locations = locate(options.db);
      const result = await ingest(locations, {
        ...options,
        paths,
        patience: patienceOf(options),
        onProgress: ({ file, percentage, rows }) => progress.update(file, percentage, rows),
        onStep: (step, detail) => {
          if (step === 'compute') progress.step('computing what the load touched', step);
          if (step === 'detect') progress.step('looking for spikes', step);
          if (step === 'publish') progress.step(`checking and publishing ${detail}`, step);
        },
      });
      progress.end();
      if (options.json) return printJson(result.files);
      report(result, options.dryRun === true);
      if (options.table === 'bills' && result.version !== null) await tellCorrected(locations.published);
    });
}
