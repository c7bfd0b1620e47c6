import { row, type Database } from '../database.ts';

/** What the detection goes by, of the dates that a load touched. */
const BINS = ({ stored }: Database) =>
  `FROM ${stored}.mart_bins WHERE utc_date IN (SELECT utc_date FROM touched_dates)`;

/** Keeps the bins of the touched dates as they are, until `firstChangedBin`. */
export async function keepBins(database: Database): Promise<void> {
  await database.connection.run(`CREATE OR REPLACE TEMP TABLE bins_before AS ${BINS(database)}`);
}

/** The first bin that is no longer what `keepBins` kept, as a UTC time; null where all are. */
export async function firstChangedBin(database: Database): Promise<string | null> {
  const { first } = await row<{ first: string | null }>(
    database,
    `WITH now AS (${BINS(database)}),
     changed AS (
       (FROM now EXCEPT ALL FROM bins_before)
       UNION ALL
       (FROM bins_before EXCEPT ALL FROM now)
     )
     SELECT CAST(min(bin) AS VARCHAR) AS first FROM changed`,
  );
  await database.connection.run('DROP TABLE bins_before');
  return first;
}
