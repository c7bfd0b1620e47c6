import { afterEach, describe, expect, it, vi } from 'vitest';
import { foreignChange, isFromOwnPage } from '../../src/lib/server/http/own.ts';

afterEach(() => vi.unstubAllEnvs());

/** Whether a page at `origin` may change what the server has that is asked as `asked`. */
const may = (asked: string, origin: string | null = new URL(asked).origin) =>
  isFromOwnPage(origin, new URL(asked));

describe('a change', () => {
  it('is taken under the names of the server itself', () => {
    for (const name of ['localhost:3000', '127.0.0.1:3000', '[::1]:3000'])
      expect(may(`http://${name}/data`)).toBe(true);
    expect(may('http://127.0.0.1:3000/data', 'http://127.0.0.1:4000')).toBe(false);
    expect(may('http://127.0.0.1:3000/data', null)).toBe(false);
  });

  it('is refused under a name that leads here from elsewhere, until it is listed', () => {
    expect(may('http://evil.example/data')).toBe(false);
    expect(may('http://localhost.evil.example/data')).toBe(false);
    vi.stubEnv('PAYWEATHER_HOSTS', 'weather.campus, other.campus');
    vi.stubEnv('HOST', 'box.campus');
    expect(may('http://other.campus:3000/data')).toBe(true);
    expect(may('http://box.campus:3000/data')).toBe(true);
    expect(may('http://evil.example/data')).toBe(false);
  });

  it('is taken from ORIGIN alone, where that is set', () => {
    vi.stubEnv('ORIGIN', 'https://pay.example');
    expect(may('http://127.0.0.1:3000/data', 'https://pay.example')).toBe(true);
    expect(may('http://127.0.0.1:3000/data')).toBe(false);
    expect(may('http://evil.example/data')).toBe(false);
  });

  it('is refused in one line, and reading is anybody’s', async () => {
    const url = new URL('http://evil.example/alerts');
    expect(foreignChange(new Request(url), url)).toBeUndefined();
    const refused = foreignChange(new Request(url, { method: 'POST', headers: { origin: url.origin } }), url);
    expect(refused?.status).toBe(403);
    expect(await refused?.text()).toMatch(
      /^[^\n]*if evil\.example is a name of it, say so with ORIGIN or PAYWEATHER_HOSTS$/,
    );
  });
});
