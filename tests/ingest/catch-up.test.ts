import { describe, expect, it } from 'vitest';
import { catchUp } from '../../ingest/catch-up.ts';
import { openDatabase } from '../../ingest/database.ts';
import { ask, closePublished } from '../../src/lib/server/index.ts';
import { FIXTURES, workspace, type Workspace } from './support.ts';

const FIGURES = `SELECT local_date::VARCHAR AS date, sum(attempts)::INTEGER AS attempts, sum(failures)::INTEGER AS failures
  FROM mart_hourly GROUP BY ALL ORDER BY ALL`;

const loaded = async () => {
  const place = workspace();
  await place.load(`${FIXTURES}/canonical/attempts.csv`);
  return place;
};

/** Makes the published file one of another version, as that version would have left it. */
async function age({ at }: Workspace, ...statements: string[]): Promise<void> {
  const database = await openDatabase(at.published);
  for (const statement of statements) await database.connection.run(statement);
  database.close();
}

describe('what another version of the pipeline published', { timeout: 60_000 }, () => {
  it('is computed anew, once', async () => {
    const place = await loaded();
    const before = await place.ask(FIGURES);
    expect(before.length).toBeGreaterThan(0);
    expect(await catchUp(place.at)).toBeNull();
    await age(place, 'DROP TABLE mart_hourly', 'ALTER TABLE meta_publication DROP COLUMN pipeline_version');
    expect(await catchUp(place.at)).not.toBeNull();
    expect(await place.ask(FIGURES)).toEqual(before);
    expect(await catchUp(place.at)).toBeNull();
  });

  it('is left to what it is where its raw rows are not here, and told as such', async () => {
    const place = await loaded();
    await age(place, 'ALTER TABLE meta_publication DROP COLUMN pipeline_version');
    const moved = workspace();
    const at = { ...moved.at, published: place.at.published };
    expect(await catchUp(at)).toBeNull();
    process.env['PAYWEATHER_DB'] = place.at.published;
    await expect(ask('summary')).rejects.toMatchObject({
      status: 503,
      message: expect.stringContaining('payweather serve or ingest computes it anew') as string,
    });
    closePublished();
  });
});
