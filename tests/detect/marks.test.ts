import { describe, expect, it } from 'vitest';
import { explainedBy, foldMarks, mark, MARK_KINDS, marksPath, readMarks } from '../../ingest/detect/marks.ts';
import { MARKS } from '../../src/lib/contracts/index.ts';
import { workspace } from '../ingest/support.ts';

const base = { at: '2026-03-01T00:00:00Z', by: '小王', incident_id: 'i1', category: 'network' };
const line = (more: object) => `${JSON.stringify({ ...base, ...more })}\n`;
const read = (text: string) => {
  const at = workspace();
  return readMarks(at.write('db.marks.ndjson', text));
};

describe('the journal of marks', () => {
  it('lies beside the published file, and is empty where there is none', () => {
    const at = workspace();
    expect(marksPath(at.at.published)).toBe(at.at.published.replace('.duckdb', '.marks.ndjson'));
    expect(readMarks(marksPath(at.at.published))).toEqual({ marks: [], faults: [] });
  });

  it('is folded per incident: the last word holds, notes change nothing, clearing takes back', () => {
    const { marks, faults } = read(
      line({ mark: 'acknowledged' }) +
        line({ mark: 'assigned', to_whom: '小李' }) +
        line({ mark: 'note', text: '已联系网络中心' }) +
        line({ incident_id: 'i2', mark: 'false' }) +
        line({ incident_id: 'i2', mark: 'cleared' }),
    );
    expect(faults).toEqual([]);
    const folded = foldMarks(marks);
    expect(folded.get('i1')).toMatchObject({ state: 'acknowledged', assigned_to: '小李' });
    expect(folded.get('i1')!.marks).toHaveLength(3);
    expect(folded.get('i2')).toMatchObject({ state: 'new', assigned_to: null });
  });

  it('explains what is marked as false or known, for its time and scope, until that is cleared', () => {
    const known = {
      mark: 'known',
      scope: { campus_id: 'east' },
      from: '2026-03-01T00:00:00.000Z',
      to: '2026-03-02T00:00:00.000Z',
    };
    const text = line(known) + line({ incident_id: 'i2', mark: 'false' });
    expect(explainedBy(read(text).marks)).toMatchObject([
      { incident_id: 'i1', kind: 'known', category: 'network', scope: { campus_id: 'east' }, to: known.to },
      { incident_id: 'i2', kind: 'false', scope: {} },
    ]);
    expect(explainedBy(read(text + line({ mark: 'cleared' })).marks)).toHaveLength(1);
  });

  it('tells broken lines and loses no other', () => {
    const { marks, faults } = read(
      `${line({ mark: 'note', text: 'a' })}${line({ mark: 'odd' })}{"at":"2026-0`,
    );
    expect(marks).toHaveLength(1);
    expect(faults).toMatchObject(
      [
        { line: 2, reason: /^mark: / },
        { line: 3, reason: 'not a JSON object' },
      ].map(({ line: at, reason }) => ({
        line: at,
        reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
      })),
    );
  });

  it('knows the kinds that the contract knows', () => {
    expect([...MARK_KINDS]).toEqual([...MARKS]);
    expect(mark.safeParse({ ...base, mark: 'note', text: '' }).success).toBe(false);
  });
});
