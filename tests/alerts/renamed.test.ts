import { describe, expect, it } from 'vitest';
import { namesOf } from '../../ingest/detect/marks.ts';
import { digests, news, type Known, type Pass } from '../../src/lib/server/alerts/queue.ts';
import { emptyState, fold } from '../../src/lib/server/alerts/state.ts';
import { alertWords } from '../../src/lib/words/alert.ts';
import { HOUR, incidentOf, NOON, ruleOf } from './samples.ts';

const known = (changes: Partial<Known>): Known => ({
  incidents: [], names: namesOf([]), dataThrough: NOON, places: { campuses: {}, buildings: {} }, sample: false, ...changes,
}); // prettier-ignore
const pass = (changes: Pick<Pass, 'rules' | 'state' | 'known'> & Partial<Pass>): Pass => ({
  silenced: new Set<string>(), words: alertWords, now: NOON, ...changes,
}); // prettier-ignore

describe('an incident that late data gave another id', () => {
  it('is not told anew, and leaves the digest with what it was held under', () => {
    const [state, rules] = [emptyState(), [ruleOf({ digest_at: '08:00', least_severity: 'severe' })]];
    const before = known({ incidents: [incidentOf({ incident_id: 'i1' })] });
    const names = namesOf([{ incident_id: 'i3', replaces: 'i1' }]);
    const renamed = known({ names, incidents: [incidentOf({ incident_id: 'i3' })] });
    for (const record of news(pass({ rules, state, known: before }))) fold(state, record);
    expect(news(pass({ rules, state, known: renamed }))).toEqual([]);
    expect(news(pass({ rules, state, known: { ...renamed, names: namesOf([]) } }))).toHaveLength(1);
    const morning = { rules, state, known: renamed, now: NOON + 20 * HOUR };
    expect(digests(pass({ ...morning, silenced: new Set(['i3']) }))).toEqual([]);
    const [digest] = digests(pass(morning));
    expect(digest).toMatchObject({ incidents: ['i1', 'i3'] });
    fold(state, digest!);
    expect(digests(pass({ ...morning, now: NOON + 44 * HOUR }))).toEqual([]);
  });

  it('is told in the order of time when its id comes back, so that an end is told once', () => {
    const [state, rules] = [emptyState(), [ruleOf()]];
    const tell = (incident: string, at: number, event: 'opened' | 'ended') =>
      fold(state, {
        state: 'queued', id: `${incident} ${event}`, rule: rules[0]!.id, event, at, incidents: [incident],
        about: { severity: 'severe', excess: 59, over: event === 'ended' },
        message: { title: '', lines: [], link: '', link_text: '' },
      }); // prettier-ignore
    tell('i1', 1, 'opened');
    tell('i9', 2, 'ended');
    const names = namesOf([
      { incident_id: 'i9', replaces: 'i1' },
      { incident_id: 'i1', replaces: 'i9' },
    ]);
    const ended = [incidentOf({ incident_id: 'i1', status: 'closed', ended_at: NOON, severity: 'severe' })];
    expect(news(pass({ rules, state, known: known({ incidents: ended, names }) }))).toEqual([]);
    expect(news(pass({ rules, state, known: known({ incidents: ended }) }))).toHaveLength(1);
  });
});
