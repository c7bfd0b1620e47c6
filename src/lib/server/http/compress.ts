import { Duplex } from 'node:stream';
import { createGzip } from 'node:zlib';

/** Bodies that shrink; pictures and archives do not. */
const SHRINKS = /^(text\/|application\/json)/;

/** Below a packet there is nothing to win. */
const LEAST_BYTES = 1400;

const takesGzip = (accept: string) =>
  /\bgzip\b/.test(accept) && !/\bgzip\s*;\s*q=0(\.0+)?\s*(,|$)/.test(accept);

/**
 * An answer as gzip where its reader takes that and it is worth it: the JSON of a large heatmap is a fifteenth of its
 * length. The fastest level, since the server answers many; files of the build were compressed when they were made.
 */
export function compressed(request: Request, response: Response): Response {
  const { body, status, headers } = response;
  if (!SHRINKS.test(headers.get('content-type') ?? '') || headers.has('content-encoding')) return response;
  headers.append('vary', 'accept-encoding');
  const length = Number(headers.get('content-length') ?? Infinity);
  if (!body || length < LEAST_BYTES || !takesGzip(request.headers.get('accept-encoding') ?? ''))
    return response;
  const coded = new Headers(headers);
  coded.set('content-encoding', 'gzip');
  coded.delete('content-length');
  // Node and the browser each have their own type for the same streams.
  const gzip = Duplex.toWeb(createGzip({ level: 1 })) as unknown as ReadableWritablePair<
    Uint8Array<ArrayBuffer>
  >;
  return new Response(body.pipeThrough(gzip), { status, headers: coded });
}
