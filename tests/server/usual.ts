import type { DuckDBConnection } from '@duckdb/node-api';
import type { Attempt } from './oracle.ts';

/** What was learned of usual failures, looked up attempt by attempt. */
export interface Usual {
  isKnown(attempt: Attempt): boolean;
  /** Usual failures of one settled attempt, of the chosen categories or of all. */
  rateOf(attempt: Attempt, chosen: readonly string[] | undefined): number;
}

type Table = Map<string, number>;

const HALF_HOURS = '(SELECT unnest(range(48)) AS half_hour)';

async function read(connection: DuckDBConnection, sql: string): Promise<[string, string, number][]> {
  return (await connection.runAndReadAll(sql)).getRowsJS() as [string, string, number][];
}

/** Reads the learned tables of a published database, without a join. */
export async function readUsual(connection: DuckDBConnection): Promise<Usual> {
  const places: Table = new Map();
  const rails: Table = new Map();
  const days = new Map<string, { category: string; kind: string; factor: number }[]>();
  for (const [key, , value] of await read(
    connection,
    `SELECT concat_ws('|', week_start, category, campus_id, building_id, day_kind, half_hour), '', rates[half_hour + 1]
     FROM mart_baseline_place, ${HALF_HOURS} WHERE rates[half_hour + 1] IS NOT NULL`,
  ))
    places.set(key, value);
  for (const [key, , value] of await read(
    connection,
    `SELECT concat_ws('|', week_start, category, channel, bank, method, half_hour), '', factors[half_hour + 1]
     FROM mart_baseline_rail, ${HALF_HOURS}`,
  ))
    rails.set(key, value);
  for (const [key, kinds, factor] of await read(
    connection,
    `SELECT concat_ws('|', local_date, campus_id), concat_ws('|', category, day_kind), factor FROM mart_baseline_day`,
  )) {
    const [category = '', kind = ''] = kinds.split('|');
    days.set(key, [...(days.get(key) ?? []), { category, kind, factor }]);
  }
  const daysOf = ({ date, campus_id }: Attempt) =>
    days.get(`${date}|${campus_id}`) ?? days.get(`${date}|`) ?? [];
  return {
    isKnown: (attempt) => daysOf(attempt).length > 0,
    rateOf: (attempt, chosen) =>
      daysOf(attempt)
        .filter(({ category }) => !chosen || chosen.includes(category))
        .reduce((sum, { category, kind, factor }) => {
          const of = `${mondayOf(attempt.date)}|${category}`;
          const {
            campus_id: campus,
            building_id: building,
            channel,
            bank,
            method,
            half_hour: half,
          } = attempt;
          const rate =
            places.get(`${of}|${campus}|${building}|${kind}|${half}`) ??
            places.get(`${of}|${campus}||${kind}|${half}`) ??
            places.get(`${of}|||${kind}|${half}`) ??
            0;
          const rail =
            rails.get(`${of}|${channel}|${bank}|${method}|${half}`) ?? rails.get(`${of}||||${half}`) ?? 1;
          return sum + factor * rate * rail;
        }, 0),
  };
}

function mondayOf(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() || 7) - 1));
  return day.toISOString().slice(0, 10);
}
