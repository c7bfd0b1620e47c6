import { rows, type Database } from '../database.ts';
import { EXIT, Refusal } from '../errors.ts';
import type { Mapping } from '../mapping.ts';
import type { Source } from '../sources/source.ts';

/** How the rows of a file were read, so that one of them can be read again alone. */
export interface KeptReading {
  table_name: string;
  mapping: Mapping;
  timezone: string;
  /** The file's header; null where a row is a JSON object. */
  columns: string[] | null;
  delimiter: string | null;
}

/** Remembers how a load that has rejects was read: their text means nothing without the header. */
export async function keepReading(
  { connection }: Database,
  batch: number,
  source: Source,
  { mapping, timezone }: Pick<KeptReading, 'mapping' | 'timezone'>,
): Promise<void> {
  const hasHeader = source.format === 'csv';
  const { columns } = mapping;
  const alone = {
    format: hasHeader ? 'csv' : 'ndjson',
    columns,
    ...(hasHeader && { delimiter: source.delimiter }),
  };
  await connection.run(
    'INSERT INTO raw_readings VALUES ($batch, $mapping, $timezone, $columns, $delimiter)',
    {
      batch,
      mapping: JSON.stringify(alone),
      timezone,
      columns: hasHeader ? JSON.stringify(source.columns) : null,
      delimiter: hasHeader ? (source.delimiter ?? ',') : null,
    },
  );
}

/**
 * How a load was read.
 * @throws Refusal when it was before this was remembered
 */
export async function readingOf(database: Database, batch: number, file: string): Promise<KeptReading> {
  const [found] = await rows<{
    table_name: string;
    mapping: string;
    timezone: string;
    columns: string;
    delimiter: string;
  }>(
    database,
    `SELECT table_name, mapping, timezone, columns, delimiter
     FROM raw_readings JOIN raw_batches ON raw_batches.batch_id = raw_readings.batch_id
     WHERE raw_readings.batch_id = $batch`,
    { batch },
  );
  if (found === undefined) {
    throw new Refusal(
      `${file}: its header is not known any more: mend the rows in the file itself`,
      EXIT.unusable,
    );
  }
  return {
    ...found,
    mapping: JSON.parse(found.mapping) as Mapping,
    columns: found.columns === null ? null : (JSON.parse(found.columns) as string[]),
  };
}
