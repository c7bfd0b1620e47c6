import { EXPORT_FORMATS, MOST_ROWS, type ExportFormat, type QuestionName } from '../../contracts/index.ts';
import { toParquet } from '../encode/parquet.ts';
import { badKey, QuestionError } from '../errors.ts';
import { fileName, refuse } from '../http/respond.ts';
import { countRequest } from '../metrics/requests.ts';
import { parseKeys, questionName } from '../parse.ts';
import { published } from '../published.ts';
import { aboutOf, type About } from './about.ts';
import { toZip } from './csv.ts';
import { pagesOf, type TablePage } from './pages.ts';
import { blockOf } from './refine.ts';
import { toXlsx } from './xlsx.ts';

interface Writer {
  mediaType: string;
  extension: string;
  write(
    name: QuestionName,
    about: About,
    pages: AsyncIterable<TablePage>,
  ): Promise<Uint8Array> | ReadableStream;
}

const WRITERS: Record<ExportFormat, Writer> = {
  csv: { mediaType: 'application/zip', extension: 'csv.zip', write: toZip },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
    write: toXlsx,
  },
  parquet: {
    mediaType: 'application/vnd.apache.parquet',
    extension: 'parquet',
    write: (_, about, pages) => toParquet(tablesOf(pages), about),
  },
};

async function* tablesOf(pages: AsyncIterable<TablePage>) {
  for await (const { table } of pages) yield table;
}

async function* withFirst(first: TablePage, rest: AsyncGenerator<TablePage>): AsyncGenerator<TablePage> {
  try {
    yield first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

function formatOf(asked: readonly string[]): ExportFormat {
  const format = EXPORT_FORMATS.find((known) => asked.length === 1 && known === asked[0]);
  if (format === undefined)
    throw badKey('invalid_value', 'format', `name one of ${EXPORT_FORMATS.join(', ')}`);
  return format;
}

/**
 * Answers `GET /export/<name>?format=…`: all rows of an answer as a file that says what it is. Never throws; a file
 * that would hold more rows than its format may is refused (413), never cut off.
 */
export async function respondExport(name: string, request: Request): Promise<Response> {
  const started = performance.now();
  let response: Response;
  try {
    response = await exported(questionName(name), request);
  } catch (error) {
    response = refuse(error, request);
  }
  countRequest('export', response.status, (performance.now() - started) / 1000);
  return response;
}

async function exported(name: QuestionName, request: Request): Promise<Response> {
  const url = new URL(request.url);
  const format = formatOf(url.searchParams.getAll('format'));
  const block = blockOf(name, url.searchParams);
  const keys = parseKeys(
    name,
    [...url.searchParams].filter(([key]) => key !== 'format' && !(key in block)),
  );
  const lease = await published().lease(request.signal);
  const pages = pagesOf(lease, name, keys, block);
  try {
    const first = (await pages.next()).value as TablePage;
    if (first.total > MOST_ROWS[format]) throw tooMany(format, first.total);
    const about = await aboutOf(lease, name, url, block, first);
    const { mediaType, extension, write } = WRITERS[format];
    const body = await write(name, about, withFirst(first, pages));
    return new Response(body instanceof Uint8Array ? Buffer.from(body) : body, {
      headers: {
        'content-type': mediaType,
        'content-disposition': `attachment; filename="${fileName(lease.version, name, extension)}"`,
        'cache-control': 'private, no-store',
        'x-payweather-data-version': encodeURIComponent(about.data_version),
        'x-payweather-rows': about.rows,
      },
    });
  } catch (error) {
    await pages.return(undefined);
    throw error;
  }
}

function tooMany(format: ExportFormat, rows: number): QuestionError {
  const most = MOST_ROWS[format];
  return new QuestionError(
    413,
    'too_many_rows',
    `format: ${format} holds at most ${most} rows and this has ${rows}: take csv, or narrow it`,
    'format',
  );
}
