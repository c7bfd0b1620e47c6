/** The tables that detection writes, as the published file holds them. */
const TABLES: Record<string, string> = {
  mart_incidents: `incident_id VARCHAR, category VARCHAR, status VARCHAR, started_at TIMESTAMP, ended_at TIMESTAMP,
    last_seen_at TIMESTAMP, raised_at TIMESTAMP, peak_from TIMESTAMP, peak_to TIMESTAMP, campus_id VARCHAR,
    building_id VARCHAR, channel VARCHAR, bank VARCHAR, method VARCHAR, timezone VARCHAR, settled BIGINT,
    observed BIGINT, expected DOUBLE, excess DOUBLE, excess_low DOUBLE, excess_high DOUBLE, orders_at_risk BIGINT,
    lost_orders BIGINT, immature_orders BIGINT, failed_amount BIGINT, lost_amount BIGINT, currency VARCHAR,
    severity VARCHAR, verdict VARCHAR, certainty DOUBLE, evidence JSON, recurrence VARCHAR, next_expected DATE,
    smallest_excess INTEGER, learned_days SMALLINT, is_wide BOOLEAN`,
  mart_incident_drivers: `incident_id VARCHAR, rank TINYINT, campus_id VARCHAR, building_id VARCHAR, channel VARCHAR,
    bank VARCHAR, method VARCHAR, network_type VARCHAR, settled BIGINT, observed BIGINT, expected DOUBLE,
    excess DOUBLE, excess_low DOUBLE, excess_high DOUBLE, share DOUBLE`,
  mart_incident_history: `incident_id VARCHAR, revision INTEGER, recorded_at TIMESTAMP, data_through TIMESTAMP,
    change VARCHAR, status VARCHAR, started_at TIMESTAMP, ended_at TIMESTAMP, observed BIGINT, expected DOUBLE,
    excess DOUBLE, severity VARCHAR, verdict VARCHAR, campus_id VARCHAR, building_id VARCHAR, channel VARCHAR,
    bank VARCHAR, method VARCHAR`,
  mart_calendar_effects: `category VARCHAR, campus_id VARCHAR, from_days_to_month_end SMALLINT,
    to_days_to_month_end SMALLINT, lift DOUBLE, lift_low DOUBLE, lift_high DOUBLE, months SMALLINT, state VARCHAR,
    next_from DATE, next_to DATE`,
  mart_baseline_place: `week_start DATE, category VARCHAR, campus_id VARCHAR, building_id VARCHAR, day_kind VARCHAR,
    half_hour SMALLINT, rate DOUBLE`,
  mart_baseline_rail: `week_start DATE, category VARCHAR, channel VARCHAR, bank VARCHAR, method VARCHAR,
    half_hour SMALLINT, factor DOUBLE`,
  mart_baseline_day: `local_date DATE, category VARCHAR, campus_id VARCHAR, day_kind VARCHAR, factor DOUBLE,
    learned_days SMALLINT`,
  mart_baseline_spread: 'week_start DATE, category VARCHAR, level VARCHAR, spread DOUBLE',
};

/** Makes the tables where a file does not have them. */
export const CREATE_INCIDENT_TABLES = Object.entries(TABLES)
  .map(([name, columns]) => `CREATE TABLE IF NOT EXISTS ${name} (${columns})`)
  .join(';\n');

/** Empties them. */
export const EMPTY_INCIDENT_TABLES = Object.keys(TABLES)
  .map((name) => `DELETE FROM ${name}`)
  .join(';\n');

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
  SELECT week_start, category, campus_id, coalesce(building_id, ''), 'term', half_hour, rate
  FROM rates CROSS JOIN weeks CROSS JOIN (SELECT unnest(range(48)) AS half_hour)
  WHERE building_id IS NULL OR settled >= 200;
INSERT INTO mart_baseline_rail
  SELECT week_start, category, channel, bank, method, half_hour, CASE channel WHEN 'alipay' THEN 0.9 ELSE 1.1 END
  FROM (SELECT DISTINCT channel, bank, method FROM dim_slice WHERE place_key IS NOT NULL AND channel <> 'http')
  CROSS JOIN weeks CROSS JOIN (SELECT unnest(range(48)) AS half_hour)
  CROSS JOIN (SELECT DISTINCT category FROM rates);
INSERT INTO mart_baseline_day
  SELECT DISTINCT local_date, kinds.category, kinds.campus_id, 'term', CASE WHEN isodow(local_date) > 5 THEN 0.8 ELSE 1 END, 28
  FROM mart_hourly_place CROSS JOIN (SELECT DISTINCT category, campus_id FROM rates) AS kinds;
INSERT INTO mart_baseline_spread
  SELECT week_start, category, level, spread FROM weeks CROSS JOIN (SELECT DISTINCT category FROM rates)
  CROSS JOIN (SELECT unnest(['building', 'campus', 'any']) AS level, unnest([0.2, 0.5, 0.8]) AS spread);
`;
