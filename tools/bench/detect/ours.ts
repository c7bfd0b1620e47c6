import { rows, type Database } from '../../../ingest/database.ts';
import type { Alarm } from './match.ts';
import type { Board } from './scopes.ts';

/** The columns of a table, none where it is not there. */
async function columnsOf(database: Database, table: string): Promise<string[]> {
  const found = await rows<{ column_name: string }>(
    database,
    'SELECT column_name FROM information_schema.columns WHERE table_name = $table',
    { table },
  );
  return found.map(({ column_name: name }) => name);
}

const ALARMS = (score: string) => `
  SELECT
    category, campus_id, building_id, channel, bank, method, verdict,
    epoch_ms(started_at)::DOUBLE AS start,
    coalesce(epoch_ms(ended_at), epoch_ms(last_seen_at) + 300000)::DOUBLE AS "end",
    epoch_ms(raised_at)::DOUBLE AS raised,
    ${score}::DOUBLE AS score
  FROM mart_incidents
  ORDER BY raised_at`;

type Row = Record<'category' | 'verdict', string> &
  Record<'start' | 'end' | 'raised' | 'score', number> &
  Record<'campus_id' | 'building_id' | 'channel' | 'bank' | 'method', string | null>;

/** The product's incidents in a published database; null where the pipeline that made it knows none. */
export async function ourAlarms(database: Database): Promise<Alarm[] | null> {
  const columns = await columnsOf(database, 'mart_incidents');
  if (columns.length === 0) return null;
  const found = await rows<Row>(database, ALARMS(columns.includes('score') ? 'score' : '0'));
  return found.map(({ campus_id, building_id, channel, bank, method, ...alarm }) => ({
    ...alarm,
    scope: Object.fromEntries(
      Object.entries({ campus_id, building_id, channel, bank, method }).filter(([, value]) => value !== null),
    ),
  }));
}

/** What the product has learned that balance failures do from so many days before a month's end to so many. */
export interface Effect {
  from: number;
  to: number;
  lift: number;
}

/** What the product has learned of month ends. */
export async function ourEffects(database: Database): Promise<Effect[]> {
  if ((await columnsOf(database, 'mart_calendar_effects')).length === 0) return [];
  return rows<Record<keyof Effect, number>>(
    database,
    `SELECT
       days::INT - 1 AS "from",
       0 AS "to",
       lift::DOUBLE AS lift
     FROM mart_calendar_effects
     WHERE category = 'balance' AND occasion = 'month_end'
     ORDER BY ALL`,
  );
}

/** The buildings and ways to pay in a database. */
export async function boardOf(database: Database): Promise<Board> {
  return {
    places: await rows(database, 'SELECT DISTINCT campus_id, building_id FROM int_attempts ORDER BY ALL'),
    rails: await rows(database, 'SELECT DISTINCT channel, bank, method FROM int_attempts ORDER BY ALL'),
  };
}
