import type { Format, QuestionName } from '../../contracts/index.ts';
import { answerFrom } from '../ask.ts';
import { encode } from '../encode/index.ts';
import { QuestionError } from '../errors.ts';
import { FROM_JOURNALS, journalsState } from '../incidents/journals.ts';
import { logged } from '../log.ts';
import { countRequest } from '../metrics/requests.ts';
import { parseKeys, questionName } from '../parse.ts';
import { published } from '../published.ts';
import type { Lease, Version } from '../version.ts';
import { etagOf, hasAlready } from './etag.ts';
import { MEDIA_TYPES, chooseFormat } from './format.ts';

/** Answers `GET /api/v1/<name>`: never throws, every refusal has the contract's body. */
export async function respond(name: string, request: Request): Promise<Response> {
  const started = performance.now();
  let question = 'none';
  let response: Response;
  try {
    const known = questionName(name);
    question = known;
    response = await respondTo(known, request);
  } catch (error) {
    response = refuse(error, request);
  }
  countRequest(question, response.status, (performance.now() - started) / 1000);
  return response;
}

async function respondTo(name: QuestionName, request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const format = chooseFormat(searchParams.getAll('format'), request.headers.get('accept'));
  const keys = parseKeys(
    name,
    Array.from(searchParams).filter(([key]) => key !== 'format'),
  );
  const lease = await published().lease(request.signal);
  try {
    const headers = headersOf(lease, name, keys, format);
    if (hasAlready(request.headers.get('if-none-match'), headers.etag)) {
      return new Response(null, { status: 304, headers });
    }
    const body = await encode(await answerFrom(lease, name, keys), name, format);
    return new Response(typeof body === 'string' ? body : Buffer.from(body), {
      headers: { ...headers, 'content-type': MEDIA_TYPES[format] },
    });
  } finally {
    lease.release();
  }
}

function headersOf({ version }: Lease, name: QuestionName, keys: object, format: Format) {
  const { data_version } = version.publication;
  return {
    etag: etagOf(
      FROM_JOURNALS.includes(name) ? `${data_version} ${journalsState()}` : data_version,
      name,
      keys,
      format,
    ),
    'cache-control': 'private, no-cache',
    vary: 'accept',
    'x-payweather-data-version': encodeURIComponent(data_version),
    ...(format === 'json'
      ? {}
      : { 'content-disposition': `attachment; filename="${fileName(version, name, format)}"` }),
  };
}

/** The name of a downloaded answer. */
export function fileName({ publication }: Version, name: QuestionName, extension: string): string {
  const version = publication.data_version.replaceAll(/[^A-Za-z0-9._-]/g, '_');
  return `payweather-${name}-${version}${publication.sample ? '-sample' : ''}.${extension}`;
}

/** The refusal that an error means; what went wrong here stays in the log. */
export function refuse(error: unknown, request: Request): Response {
  if (request.signal.aborted) return new Response(null, { status: 499 });
  if (error instanceof QuestionError) return Response.json(error.body(), { status: error.status });
  const { pathname, search } = new URL(request.url);
  const id = logged(error, 'a question failed', { path: pathname + search });
  const message = `the question could not be answered; the log of the server says why at ${id}`;
  return Response.json({ error: { code: 'internal', message, field: null, id } }, { status: 500 });
}

/** Refuses every method but GET and HEAD. */
export function refuseMethod(method: string): Response {
  const refused = new QuestionError(405, 'method_not_allowed', `${method} is not possible here: use GET`);
  return Response.json(refused.body(), { status: 405, headers: { allow: 'GET, HEAD' } });
}
