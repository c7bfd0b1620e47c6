import { describe, expect, it } from 'vitest';
import { openMemory, rows, type Database } from '../../ingest/database.ts';
import { addHistory, compareIncidents, hideIncidents, readNames } from '../../ingest/detect/history.ts';
import { namesOf } from '../../ingest/detect/marks.ts';
import { insertRows } from '../../ingest/detect/rows.ts';
import { DETECTION_TABLES } from '../../ingest/detect/schema.ts';

const ANYWHERE = { campus_id: null, building_id: null, channel: null, bank: null, method: null };
const FOUND = {
  incident_id: 'i1', category: 'network', status: 'closed', started_at: '2026-03-02 04:00:00', ended_at: '2026-03-02 05:00:00',
  last_seen_at: '2026-03-02 05:00:00', ...ANYWHERE, campus_id: 'c1', observed: 9, expected: 1, excess: 8, severity: 'minor', verdict: 'place',
}; // prettier-ignore
type Found = Omit<typeof FOUND, 'ended_at'> & { ended_at: string | null };

/** The ids as the last run saw them. */
let names = namesOf([]);

/** What the history holds after runs that found these incidents, one after another. */
async function historyOf(...runs: Found[][]) {
  const database: Database = await openMemory();
  try {
    for (const table of DETECTION_TABLES) await database.connection.run(table);
    for (const found of runs) {
      await database.connection.run('CREATE OR REPLACE TEMP TABLE incidents_before AS FROM mart_incidents');
      await database.connection.run('DELETE FROM mart_incidents');
      if (found.length > 0) await insertRows(database, 'mart_incidents', found);
      await compareIncidents(database);
      names = await readNames(database);
      await hideIncidents(
        database,
        found.map(({ incident_id }) => incident_id).filter((it) => it.startsWith('hidden')),
      );
      await addHistory(database, '2026-03-02 06:00:00');
    }
    return await rows(
      database,
      `SELECT incident_id, change, CAST(revision AS INTEGER) AS revision, replaces FROM mart_incident_history
       ORDER BY revision, incident_id`,
    );
  } finally {
    database.close();
  }
}

const late: Found = {
  ...FOUND,
  incident_id: 'i2',
  started_at: '2026-03-02 03:50:00',
  building_id: 'b1' as never,
};
const withdrawn = { incident_id: 'i1', change: 'withdrawn', revision: 2, replaces: null };

describe('an incident whose alarm late data moved', () => {
  it('is revised under its new id, and keeps the number of its revisions', async () => {
    expect(await historyOf([FOUND], [late])).toEqual([
      { incident_id: 'i1', change: 'opened', revision: 1, replaces: null },
      { incident_id: 'i2', change: 'revised', revision: 2, replaces: 'i1' },
    ]);
    expect(names.now('i1')).toBe('i2');
  });

  it.each([
    ['of another category', { category: 'timeout' }],
    ['at another time', { started_at: '2026-03-02 05:00:00', last_seen_at: '2026-03-02 05:30:00' }],
    ['at another place', { campus_id: 'c2' }],
    ['much longer', { started_at: '2026-03-02 00:00:00' }],
  ])('is another where it is %s', async (_, change) => {
    expect(await historyOf([FOUND], [{ ...late, ...change }])).toEqual([
      { incident_id: 'i1', change: 'opened', revision: 1, replaces: null },
      { incident_id: 'i2', change: 'opened', revision: 1, replaces: null },
      withdrawn,
    ].sort((a, b) => a.revision - b.revision)); // prettier-ignore
  });

  it('goes on as the one of two that shares most of its time', async () => {
    const short: Found = { ...late, incident_id: 'i3', started_at: '2026-03-02 04:50:00' };
    const changes = await historyOf([FOUND], [short, late]);
    expect(changes.filter(({ replaces }) => replaces !== null)).toMatchObject([{ incident_id: 'i2' }]);
    expect(changes).toContainEqual({ incident_id: 'i3', change: 'opened', revision: 1, replaces: null });
  });
});

describe('what somebody has explained', () => {
  const hidden: Found = { ...late, incident_id: 'hidden' };

  it('is never told, and what it would have replaced is withdrawn', async () => {
    expect(await historyOf([FOUND], [hidden])).toEqual([
      { incident_id: 'i1', change: 'opened', revision: 1, replaces: null },
      withdrawn,
    ]);
    expect((await historyOf([hidden], [hidden])).length).toBe(0);
  });
});

describe('the ids of an incident', () => {
  const followed = namesOf([
    { incident_id: 'b', replaces: 'a' },
    { incident_id: 'c', replaces: 'b' },
    { incident_id: 'y', replaces: 'x' },
  ]);

  it('lead to the one that it has now, and from it to all that it had', () => {
    expect(['a', 'b', 'c', 'x', 'z'].map(followed.now)).toEqual(['c', 'c', 'c', 'y', 'z']);
    expect(['c', 'y', 'z'].map(followed.all)).toEqual([['a', 'b', 'c'], ['x', 'y'], ['z']]);
  });

  it('may come back', () => {
    const back = namesOf([
      { incident_id: 'b', replaces: 'a' },
      { incident_id: 'a', replaces: 'b' },
    ]);
    expect(['a', 'b'].map(back.now)).toEqual(['a', 'a']);
    expect(back.all('a')).toEqual(['b', 'a']);
    const another = namesOf([
      { incident_id: 'b', replaces: 'a' },
      { incident_id: 'a', replaces: null },
    ]);
    expect(['a', 'b'].map(another.now)).toEqual(['a', 'b']);
    expect(another.all('b')).toEqual(['b']);
  });
});
