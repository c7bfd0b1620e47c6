import { describe, expect, it } from 'vitest';
import { incidentsAnswer } from '../../src/lib/contracts/index.ts';
import { incidentTable, tongueOf } from '../../src/cli/incident-words.ts';
import { recordIncidents } from '../detect/incidents.ts';
import { publishWorld } from '../server/publish.ts';
import { payweather } from './run.ts';

const state = publishWorld(67);

const run = (...words: string[]) => payweather(['--db', state.path, 'incidents', ...words]);

describe('payweather incidents', { timeout: 120_000 }, () => {
  it('says in words and in JSON that there are none', async () => {
    const ran = await run();
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    expect(ran.stdout.toString('utf8')).toMatch(/^(No incidents were found|没有发现异常)/);
    expect(JSON.parse((await run('--json')).stdout.toString('utf8'))).toEqual({ incidents: [] });
  });

  it('lists them as a table and as JSON, narrowed by its options', async () => {
    await recordIncidents(state.path, [
      {
        incident_id: 'a',
        category: 'timeout',
        severity: 'severe',
        verdict: 'place',
        scope: { campus_id: 'c1', building_id: 'b1' },
        from: '2024-02-10T00:00:00',
        to: '2024-02-11T00:00:00',
      },
      {
        incident_id: 'b',
        category: 'balance',
        severity: 'minor',
        verdict: 'rail',
        scope: {},
        open: true,
        from: '2024-02-20T00:00:00',
        to: '2024-02-21T00:00:00',
      },
    ]);
    const { stdout } = await run('--json');
    const answer = JSON.parse(stdout.toString('utf8')) as Record<string, unknown>;
    expect(Object.keys(answer)).toEqual(['incidents']);
    const incidents = incidentsAnswer.shape.incidents.parse(answer['incidents']);
    expect(incidents).toHaveLength(2);
    const narrow = await run(
      '--from',
      '2024-02-15',
      '--category',
      'balance',
      '--category',
      'unpaid',
      '--json',
    );
    expect(JSON.parse(narrow.stdout.toString('utf8'))).toMatchObject({ incidents: [{ incident_id: 'b' }] });
    expect((await run()).stdout.toString('utf8').trim().split('\n')).toHaveLength(3);
    const names = new Map([['c1/b1', '图书馆']]);
    const [head, ...lines] = incidentTable(incidents, names, 'zh');
    expect(head).toMatch(/^时间 +等级 +类别/);
    expect(lines.find((line) => line.endsWith('  a'))).toContain('c1 图书馆');
    expect(lines.find((line) => line.endsWith('  a'))).toMatch(/^2024-02-10 08:00–02-11 08:00 +橙 +系统超时/);
    expect(incidentTable(incidents, names, 'en').join('\n')).toContain('everywhere');
  });

  it('speaks the language of the terminal', () => {
    expect([{ LANG: 'zh_CN.UTF-8' }, { LC_ALL: 'en_GB.UTF-8', LANG: 'zh_CN' }, {}].map(tongueOf)).toEqual([
      'zh',
      'en',
      'en',
    ]);
  });

  it.each([
    ['--from', 'yesterday'],
    ['--category', 'weather'],
    ['--from', '2024-02-02', '--to', '2024-02-01'],
  ])('refuses %s %s in one line, with exit code 2', async (...words) => {
    const ran = await run(...words);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/^payweather: incidents: .*\n$/);
  });
});
