import type { Format, QuestionName } from '../../contracts/index.ts';
import { textOf } from '../../contracts/text.ts';
import type { Answer } from '../questions/index.ts';
import { toCsv } from './csv.ts';
import { toParquet } from './parquet.ts';
import { tableOf } from './table.ts';

/** An answer in one of the formats: JSON is the whole answer, the others its main list. */
export async function encode<Name extends QuestionName>(
  answer: Answer<Name>,
  name: Name,
  format: Format,
): Promise<string | Uint8Array> {
  if (format === 'json') return textOf(answer);
  const table = tableOf(name, answer);
  if (format === 'csv') return toCsv(table);
  if (format === 'parquet') return toParquet([table], table.metadata);
  const { toArrow } = await import('./arrow.ts');
  return toArrow(table);
}
