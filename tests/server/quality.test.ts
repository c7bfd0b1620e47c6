import { expect, it } from 'vitest';
import { qualityAnswer } from '../../src/lib/contracts/index.ts';
import { ask } from '../../src/lib/server/index.ts';
import { publishWorld } from './publish.ts';

const state = publishWorld(29);

it('quality counts what was loaded and what is doubtful', async () => {
  const answer = qualityAnswer.parse(await ask('quality'));
  const failed = state.world.attempts.filter((attempt) => attempt.status === 'failed');
  expect(answer).toMatchObject({
    attempts: state.world.attempts.length,
    failures: failed.length,
    unknown_failures: failed.filter((attempt) => attempt.category === 'unknown').length,
    order_decided_updates: 0,
    rejects: [
      { batch_id: 4, file: expect.stringMatching(/rejected.csv$/) as string, count: 2, example_line: 2 },
    ],
    buildings: [{ campus_id: 'c1', building_id: 'b1', name: 'Library', kind: 'library' }],
    calendar: [{ campus_id: 'c1', date: '2024-02-10', kind: 'holiday', note: 'Spring Festival' }],
  });
  expect(answer.batches.map((batch) => batch.table_name).toReversed()).toEqual([
    'campuses',
    'buildings',
    'calendar',
    'attempts',
    'attempts',
    'attempts',
  ]);
  expect(answer.campuses.map((campus) => campus.campus_id)).toEqual(['c1', 'c2', 'k3']);
  expect(answer.campuses[2]?.data_through).toMatch(/^2024-\d\d-\d\dT[\d:.]+\+05:30$/);
  expect(Date.parse(answer.data_through ?? '')).toBe(
    Math.max(...state.raw.map((attempt) => attempt.attempted_at)),
  );
  expect(answer.rules.reduce((sum, rule) => sum + rule.failures, 0)).toBe(failed.length);
  expect(answer.unmapped_codes.map((code) => code.error_code)).toContain('NO_SUCH_CODE');
  expect(answer.contradictions).toBeGreaterThan(0);
  expect(answer.stale_pending).toBeGreaterThan(0);
});
