import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { ingest } from '../../ingest/index.ts';
import { locate } from '../../ingest/paths.ts';
import type { TableName } from '../../ingest/tables.ts';
import type { RawAttempt } from './attempts.ts';

const CAMPUSES = [
  { campus_id: 'c1', name: 'First', timezone: 'Asia/Shanghai' },
  { campus_id: 'k3', name: 'Third', timezone: 'Asia/Kolkata' },
];
const BUILDINGS = [{ campus_id: 'c1', building_id: 'b1', name: 'Library', kind: 'library' }];
const CALENDAR = [{ campus_id: 'c1', date: '2024-02-10', kind: 'holiday', note: 'Spring Festival' }];
const REJECTED = [
  {
    attempt_id: 'r1',
    attempted_at: '2024-02-01T00:00:00Z',
    status: 'odd',
    campus_id: 'c1',
    channel: 'alipay',
  },
  {
    attempt_id: 'r2',
    attempted_at: '2024-02-01T00:00:00Z',
    status: 'odd',
    campus_id: 'c1',
    channel: 'alipay',
  },
];

/** A new folder for the files of one test file. */
export function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'payweather-test-'));
}

/** Publishes these attempts at `path` through the real pipeline; gives the data version. */
export async function writeWorld(
  path: string,
  attempts: readonly RawAttempt[],
  sample = true,
): Promise<string> {
  const folder = `${path}.world`;
  await mkdir(folder, { recursive: true });
  const locations = locate(join(folder, 'payweather.duckdb'));
  const load = async (name: string, table: TableName, records: readonly object[], publish = false) => {
    await writeFile(join(folder, name), stringify([...records], { header: true }));
    return ingest(locations, { paths: [join(folder, name)], table, sample, publish });
  };
  await load('campuses.csv', 'campuses', CAMPUSES);
  await load('buildings.csv', 'buildings', BUILDINGS);
  await load('calendar.csv', 'calendar', CALENDAR);
  await load('rejected.csv', 'attempts', REJECTED);
  const rows = attempts.map(toRecord);
  const told = rows.filter((row) => row.channel === 'wechat_pay');
  const untold = rows.filter((row) => row.channel !== 'wechat_pay');
  await load('told.csv', 'attempts', told);
  const { version } = await load(
    'untold.csv',
    'attempts',
    untold.map(({ feedback_at, feedback_channel, ...row }) => row),
    true,
  );
  if (version === null) throw new Error('nothing was published');
  await rename(locations.published, path);
  await rm(folder, { recursive: true });
  return version;
}

const toInstant = (time: number | null) => (time === null ? null : new Date(time).toISOString());

function toRecord(attempt: RawAttempt) {
  return {
    ...attempt,
    attempted_at: toInstant(attempt.attempted_at),
    feedback_at: toInstant(attempt.feedback_at),
  };
}
