import { appendFileSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { marksPath, readMarks } from '../../ingest/detect/marks.ts';
import { appendMark, ask, markFrom } from '../../src/lib/server/index.ts';
import { respond } from '../../src/lib/server/http/respond.ts';
import { instantOf, withOffset } from '../../src/lib/server/incidents/time.ts';
import { recordIncidents } from '../detect/incidents.ts';
import { publishWorld } from './publish.ts';

const state = publishWorld(71);
const NOW = new Date('2024-03-01T00:00:00Z');

const form = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
};

async function incident() {
  await recordIncidents(state.path, [
    {
      incident_id: 'k1',
      category: 'timeout',
      severity: 'minor',
      verdict: 'place',
      scope: { campus_id: 'k3' },
      from: '2024-02-10T00:00:00',
      to: '2024-02-11T00:00:00',
    },
  ]);
  return (await ask('incidents')).incidents[0]!;
}

describe('a mark', { timeout: 60_000 }, () => {
  it('is read from a form, its times on the clock of the campus', async () => {
    const found = await incident();
    expect(found.started_at).toBe('2024-02-10T05:30:00+05:30');
    const known = form({
      mark: 'known',
      by: ' 小王 ',
      from: '2024-02-10T00:00',
      to: '2024-02-12T00:00',
      text: '停电',
    });
    expect(markFrom(known, found, NOW)).toMatchObject({
      at: NOW.toISOString(),
      by: '小王',
      incident_id: 'k1',
      category: 'timeout',
      scope: { campus_id: 'k3' },
      mark: 'known',
      from: '2024-02-09T18:30:00.000Z',
      to: '2024-02-11T18:30:00.000Z',
      text: '停电',
    });
    expect(markFrom(form({ mark: 'false', by: 'a' }), found, NOW)).toMatchObject({
      from: found.started_at,
      to: found.ended_at,
    });
    expect(markFrom(form({ mark: 'assigned', by: 'a', to_whom: 'b' }), found, NOW)).toMatchObject({
      to_whom: 'b',
    });
  });

  it.each([
    [{ mark: 'note', by: '' }, 'by'],
    [{ mark: 'note', by: 'a', text: ' ' }, 'text'],
    [{ mark: 'assigned', by: 'a' }, 'to_whom'],
    [{ mark: 'odd', by: 'a' }, 'mark'],
    [{ mark: 'known', by: 'a', from: 'yesterday' }, 'from'],
    [{ mark: 'known', by: 'a', from: '2024-02-12T00:00', to: '2024-02-10T00:00' }, 'to'],
    [{ mark: 'acknowledged', by: 'a'.repeat(65) }, 'by'],
  ])('is refused: %j', async (fields, field) => {
    expect(markFrom(form(fields), await incident(), NOW)).toEqual({ field });
  });

  it('is on the disk when it is written, and begins a line of its own after one that was cut', async () => {
    const found = await incident();
    const path = marksPath(state.path);
    const before = (await respond('incidents', new Request('http://x/api/v1/incidents'))).headers.get('etag');
    const made = markFrom(form({ mark: 'acknowledged', by: 'a' }), found, NOW);
    if ('field' in made) throw new Error(made.field);
    appendMark(made);
    appendFileSync(path, '{"at":"2024');
    appendMark(made);
    expect(readFileSync(path, 'utf8').endsWith('}\n')).toBe(true);
    expect(readMarks(path)).toMatchObject({ marks: [made, made], faults: [{ line: 2 }] });
    const after = await respond('incidents', new Request('http://x/api/v1/incidents'));
    expect(after.headers.get('etag')).not.toBe(before);
    expect((await after.json()).incidents[0].handling.state).toBe('acknowledged');
  });
});

describe('clocks', () => {
  it('are those of the zone, also where they change', () => {
    expect(withOffset('2026-03-29T00:59:00Z', 'Europe/Berlin')).toBe('2026-03-29T01:59:00+01:00');
    expect(withOffset('2026-03-29T01:00:00Z', 'Europe/Berlin')).toBe('2026-03-29T03:00:00+02:00');
    expect(withOffset('2026-01-01T00:00:00Z', 'America/St_Johns')).toBe('2025-12-31T20:30:00-03:30');
    for (const [local, zone] of [
      ['2026-03-29T03:30', 'Europe/Berlin'],
      ['2026-03-29T01:30', 'Europe/Berlin'],
      ['2026-10-25T02:30', 'Europe/Berlin'],
      ['2026-07-01T12:00', 'Asia/Kolkata'],
    ] as const)
      expect(withOffset(instantOf(local, zone), zone).slice(0, 16)).toBe(local);
  });
});
