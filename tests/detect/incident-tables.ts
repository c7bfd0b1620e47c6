import { DETECTION_TABLES } from '../../ingest/detect/schema.ts';

/** Makes the tables where a file does not have them. */
export const CREATE_INCIDENT_TABLES = DETECTION_TABLES.join(';\n');

/** Empties what detection wrote, so that a test can say what it found. */
export const EMPTY_INCIDENT_TABLES = DETECTION_TABLES.map(
  (create) => `DELETE FROM ${/EXISTS (\w+)/.exec(create)![1]!}`,
).join(';\n');

/** A baseline that follows from the attempts: the campus rate, and the building's own where it has 200 attempts. */
export const FILL_BASELINE = `
CREATE TEMP TABLE rates AS
  SELECT kinds.category, campus_id, building_id, count(*) AS settled,
    count(*) FILTER (attempts.category = kinds.category) / count(*) AS rate
  FROM int_attempts AS attempts CROSS JOIN (SELECT unnest(['network', 'balance', 'timeout', 'unpaid', 'channel_error']) AS category) AS kinds
  WHERE status IN ('succeeded', 'failed')
  GROUP BY GROUPING SETS ((kinds.category, campus_id, building_id), (kinds.category, campus_id));
CREATE TEMP TABLE weeks AS
  SELECT DISTINCT CAST(date_trunc('week', local_date) AS DATE) AS week_start FROM mart_hourly_place;
INSERT INTO mart_baseline_place
  SELECT week_start, category, campus_id, coalesce(building_id, ''), 'term', list_resize([rate], 48, rate)
  FROM rates CROSS JOIN weeks
  WHERE building_id IS NULL OR settled >= 200;
INSERT INTO mart_baseline_rail
  SELECT week_start, category, channel, bank, method, list_resize([]::DOUBLE[], 48, CASE channel WHEN 'alipay' THEN 0.9 ELSE 1.1 END)
  FROM (SELECT DISTINCT channel, bank, method FROM dim_slice WHERE place_key IS NOT NULL AND channel <> 'http')
  CROSS JOIN weeks
  CROSS JOIN (SELECT DISTINCT category FROM rates);
INSERT INTO mart_baseline_day
  SELECT DISTINCT local_date, kinds.category, kinds.campus_id, 'term', CASE WHEN isodow(local_date) > 5 THEN 0.8 ELSE 1 END, 28
  FROM mart_hourly_place CROSS JOIN (SELECT DISTINCT category, campus_id FROM rates) AS kinds;
INSERT INTO mart_baseline_spread
  SELECT week_start, category, level, spread FROM weeks CROSS JOIN (SELECT DISTINCT category FROM rates)
  CROSS JOIN (SELECT unnest(['building', 'campus', 'any']) AS level, unnest([0.2, 0.5, 0.8]) AS spread);
`;
