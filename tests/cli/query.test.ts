import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FORMATS, QUESTION_NAMES, type QuestionName } from '../../src/lib/contracts/index.ts';
import { respond } from '../../src/lib/server/http/respond.ts';
import { publishWorld } from '../server/publish.ts';
import { payweather } from './run.ts';

const state = publishWorld(53);

const KEYS: Record<QuestionName, [string, string][]> = {
  summary: [['compare', 'previous']],
  heatmap: [
    ['rows', 'channel'],
    ['columns', 'hour'],
    ['metric', 'failure_rate'],
    ['category', 'network'],
    ['category', 'balance'],
  ],
  series: [
    ['grain', 'week'],
    ['by', 'category'],
  ],
  ranking: [
    ['by', 'building_id'],
    ['metric', 'latency_p95'],
    ['limit', '7'],
  ],
  codes: [['channel', 'alipay']],
  attempts: [['limit', '9']],
  incidents: [['category', 'network']],
  incident: [],
  calendar_effects: [],
  explain: [
    ['baseline', 'before'],
    ['from_time', '2024-02-20T00:00'],
    ['limit', '5'],
  ],
  reconciliation: [['kind', 'corrected']],
  quality: [],
};

async function overHttp(name: QuestionName, format: string): Promise<Buffer> {
  const query = new URLSearchParams([...KEYS[name], ['format', format]]);
  const response = await respond(name, new Request(`http://localhost/api/v1/${name}?${query}`));
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
}

describe('payweather query', { timeout: 120_000 }, () => {
  const [whole, ...lists] = FORMATS;
  it.each(
    QUESTION_NAMES.flatMap((name, index) =>
      [whole, lists[index % lists.length]!].map((format) => [name, format] as const),
    ),
  )('gives for %s as %s what HTTP gives', async (name, format) => {
    const out = join(state.folder, `${name}.${format}`);
    const keys = KEYS[name].flatMap(([key, value]) => [`--${key}`, value]);
    const ran = await payweather(['query', name, ...keys, '--format', format, '--out', out]);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(readFileSync(out)).toEqual(await overHttp(name, format));
  });

  it('refuses what it does not know in one line, with exit code 2', async () => {
    for (const words of [
      ['weather'],
      ['heatmap', '--rows', 'colour'],
      ['summary', '--colour', 'red'],
      ['summary', '--from'],
    ]) {
      const ran = await payweather(['query', ...words]);
      expect(ran.code, words.join(' ')).toBe(2);
      expect(ran.stderr).toMatch(/^payweather: query .*\n$|^payweather: --from: .*\n$/);
      expect(ran.stdout.length).toBe(0);
    }
  });
});
