import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromIPC } from 'apache-arrow';
import { copyFileSync, renameSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DIMENSIONS, QUESTION_NAMES, answers } from '../../src/lib/contracts/index.ts';
import { refuseMethod, respond } from '../../src/lib/server/http/respond.ts';
import { openApi } from '../../src/lib/server/index.ts';
import { metricsText } from '../../src/lib/server/metrics/index.ts';
import { publishWorld } from '../server/publish.ts';

const state = publishWorld(47);

const get = (path: string, headers: Record<string, string> = {}) => {
  const url = new URL(path, 'http://localhost/api/v1/');
  return respond(url.pathname.split('/').at(-1) ?? '', new Request(url, { headers }));
};

describe('GET /api/v1/<name>', { timeout: 60_000 }, () => {
  it.each(QUESTION_NAMES)('answers %s as its contract says', async (name) => {
    const response = await get(name);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
    expect(response.headers.get('x-payweather-data-version')).toBe(state.version);
    answers[name].parse(await response.json());
  });

  it.each([
    ['weather', 404, null],
    ['summary?colour=red', 400, 'colour'],
    ['summary?compare=next', 400, 'compare'],
    ['summary?from=2024-02-30', 400, 'from'],
    ['summary?from=2024-02-02&from=2024-02-03', 400, 'from'],
    ['summary?from=2024-02-02&to=2024-02-01', 400, 'from'],
    ['summary?format=xml', 400, 'format'],
    ['summary?format=json&format=csv', 400, 'format'],
    ['attempts?cursor=e30', 400, 'cursor'],
    ['attempts?hour=24', 400, 'hour'],
    ['quality?from=2024-01-01', 400, 'from'],
  ])('refuses %s with %d', async (path, status, field) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    const { error } = (await response.json()) as { error: Record<string, unknown> };
    expect(error).toMatchObject({ code: expect.any(String), message: expect.any(String), field });
  });

  it('takes repeated keys as any of, and text that looks like SQL as text', async () => {
    const both = await (await get('summary?channel=alipay&channel=http')).json();
    const [one, other] = await Promise.all(
      ['alipay', 'http'].map(async (channel) => (await get(`summary?channel=${channel}`)).json()),
    );
    expect(both.attempts.value).toBe(one.attempts.value + other.attempts.value);
    const none = await (await get(`summary?channel=${encodeURIComponent("x') OR true --")}`)).json();
    expect(none.attempts.value).toBe(0);
  });

  it('says 304 to who has the answer already, whatever the order of the keys', async () => {
    const first = await get('heatmap?channel=http&channel=alipay&rows=hour&columns=weekday');
    const etag = first.headers.get('etag') ?? '';
    const path = 'heatmap?columns=weekday&channel=alipay&channel=http&rows=hour&metric=failures';
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await get(path, { 'if-none-match': tag });
      expect(again.status).toBe(304);
      expect(again.headers.get('etag')).toBe(etag);
      expect(await again.text()).toBe('');
    }
    expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200);
    expect((await get(`${path}&format=csv`)).headers.get('etag')).not.toBe(etag);
    expect((await get(`${path}&from=2024-02-01`)).headers.get('etag')).not.toBe(etag);
  });

  it.each([
    ['text/csv', 'text/csv; charset=utf-8'],
    ['application/vnd.apache.parquet', 'application/vnd.apache.parquet'],
    ['application/vnd.apache.arrow.stream', 'application/vnd.apache.arrow.stream'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'application/json'],
    ['application/json;q=0.5, text/csv', 'text/csv; charset=utf-8'],
    ['text/csv;q=0, image/png', 'application/json'],
  ])('gives who accepts %s %s', async (accept, type) => {
    expect((await get('ranking', { accept })).headers.get('content-type')).toBe(type);
  });

  it('names a file after the question and the data it was made from', async () => {
    const response = await get('ranking?format=csv', { accept: 'application/json' });
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="payweather-ranking-${state.version}-sample.csv"`,
    );
    expect(response.headers.get('vary')).toBe('accept');
    const lines = (await response.text()).trimEnd().split('\r\n');
    expect(lines[0]).toBe('key,attempts,settled,failures,value,compared');
    const arrow = tableFromIPC(new Uint8Array(await (await get('ranking?format=arrow')).arrayBuffer()));
    expect(arrow.numRows).toBe(lines.length - 1);
  });

  it('refuses other methods', async () => {
    const response = refuseMethod('POST');
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
  });

  it('answers nobody who has gone', async () => {
    const gone = new AbortController();
    gone.abort();
    const request = new Request('http://localhost/api/v1/summary', { signal: gone.signal });
    expect((await respond('summary', request)).status).toBe(499);
  });
});

describe('GET /metrics', () => {
  it('counts requests by question and status, and tells the age of the data', async () => {
    await get('summary');
    await get('no-such-question');
    const text = await metricsText();
    expect(text).toMatch(/^payweather_requests_total\{question="summary",status="200"\} \d+$/m);
    expect(text).toMatch(/^payweather_requests_total\{question="none",status="404"\} \d+$/m);
    expect(text).toMatch(
      /^payweather_request_duration_seconds_bucket\{question="summary",le="\+Inf"\} \d+$/m,
    );
    expect(text).toMatch(/^payweather_published_info\{data_version="\w+-\w+",sample="true"\} 1$/m);
    expect(text).toMatch(/^payweather_data_age_seconds \d+/m);
    expect(text).toMatch(/^payweather_ready 1$/m);
    expect(text.endsWith('\n')).toBe(true);
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(/^(# (HELP|TYPE) |[a-z_]+(\{.*\})? [-\d.e+]+$)/);
  });
});

describe('openapi.json', () => {
  it('describes every question, its keys and its answer, the same every time', () => {
    const api = JSON.parse(JSON.stringify(openApi()));
    expect(JSON.stringify(openApi())).toBe(JSON.stringify(api));
    expect(api.openapi).toBe('3.1.0');
    for (const name of QUESTION_NAMES) {
      expect(api.paths[`/api/v1/${name}`].get.operationId).toBe(name);
      expect(api.components.schemas[name].type).toBe('object');
    }
    const heatmap = api.paths['/api/v1/heatmap'].get.parameters as { name: string; schema: object }[];
    expect(heatmap.find(({ name }) => name === 'rows')?.schema).toMatchObject({
      enum: [...DIMENSIONS],
      default: 'building_id',
    });
    expect(heatmap.find(({ name }) => name === 'channel')?.schema).toMatchObject({ type: 'array' });
  });
});

describe('a fault of our own', () => {
  it('is named by the id of its entry in the log, and tells nothing else', async () => {
    const broken = `${state.path}.broken`;
    copyFileSync(state.path, broken);
    const instance = await DuckDBInstance.create(broken);
    const connection = await instance.connect();
    await connection.run('DROP TABLE dim_date');
    connection.closeSync();
    instance.closeSync();
    renameSync(broken, state.path);
    const response = await get('attempts');
    expect(response.status).toBe(500);
    const { error } = await response.json();
    expect(error).toMatchObject({
      code: 'internal',
      field: null,
      id: expect.stringMatching(/^[0-9a-f]{8}$/),
    });
    expect(error.message).toContain(error.id);
    expect(error.message).not.toContain('dim_date');
  });
});
