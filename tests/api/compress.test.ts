import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { compressed } from '../../src/lib/server/http/compress.ts';

const TEXT = JSON.stringify(Array.from({ length: 2000 }, (_, row) => ({ row, column: row % 24 })));

const answer = (body: string | null, headers: Record<string, string> = {}) =>
  new Response(body, { headers: { 'content-type': 'application/json', ...headers } });
const reader = (accept: string) =>
  new Request('http://localhost/', { headers: { 'accept-encoding': accept } });
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

describe('an answer', () => {
  it.each(['gzip', 'br, gzip', 'deflate, gzip;q=0.5'])(
    'is sent as gzip to who accepts %s',
    async (accept) => {
      const sent = compressed(
        reader(accept),
        answer(TEXT, { 'content-length': `${TEXT.length}`, etag: '"a"' }),
      );
      expect(sent.headers.get('content-encoding')).toBe('gzip');
      expect(sent.headers.get('content-length')).toBeNull();
      expect(sent.headers.get('vary')).toBe('accept-encoding');
      expect(sent.headers.get('etag')).toBe('"a"');
      const bytes = await bytesOf(sent);
      expect(bytes.length).toBeLessThan(TEXT.length / 4);
      expect(gunzipSync(bytes).toString()).toBe(TEXT);
    },
  );

  it.each(['', 'br', 'identity', 'gzip;q=0, br', 'gzip; q=0.0'])(
    'stays as it is for who accepts "%s"',
    async (accept) => {
      const sent = compressed(reader(accept), answer(TEXT));
      expect(sent.headers.get('content-encoding')).toBeNull();
      expect(sent.headers.get('vary')).toBe('accept-encoding');
      expect((await bytesOf(sent)).toString()).toBe(TEXT);
    },
  );

  it.each([
    ['what is short', answer('[]', { 'content-length': '2' })],
    ['what has no body', answer(null)],
    ['an archive', answer(TEXT, { 'content-type': 'application/zip' })],
    ['what is compressed already', answer(TEXT, { 'content-encoding': 'br' })],
  ])('is left alone: %s', (_, response) => {
    expect(compressed(reader('gzip'), response)).toBe(response);
  });
});
