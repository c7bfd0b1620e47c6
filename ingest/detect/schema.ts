/**
 * The tables that detection writes, beside those of the models; instants are UTC. `rates` and `factors` go by half hour of
 * the day, `usual` by category in the order of `ref_categories`.
 */
export const DETECTION_TABLES: readonly string[] = [
  `CREATE TABLE IF NOT EXISTS mart_baseline_place (
     week_start DATE, category VARCHAR, campus_id VARCHAR, building_id VARCHAR, day_kind VARCHAR,
     rates DOUBLE[])`,
  `CREATE TABLE IF NOT EXISTS mart_baseline_rail (
     week_start DATE, category VARCHAR, channel VARCHAR, bank VARCHAR, method VARCHAR, factors DOUBLE[])`,
  `CREATE TABLE IF NOT EXISTS mart_baseline_day (
     local_date DATE, category VARCHAR, campus_id VARCHAR, day_kind VARCHAR, factor DOUBLE, learned_days SMALLINT)`,
  `CREATE TABLE IF NOT EXISTS mart_baseline_spread (week_start DATE, category VARCHAR, level VARCHAR, spread DOUBLE)`,
  `CREATE TABLE IF NOT EXISTS mart_expected (
     local_date DATE, hour TINYINT, mart VARCHAR, slice_key UBIGINT, usual DOUBLE[])`,
  `CREATE TABLE IF NOT EXISTS mart_incidents (
     incident_id VARCHAR, category VARCHAR, status VARCHAR, started_at TIMESTAMP, ended_at TIMESTAMP,
     last_seen_at TIMESTAMP, raised_at TIMESTAMP, peak_from TIMESTAMP, peak_to TIMESTAMP,
     campus_id VARCHAR, building_id VARCHAR, channel VARCHAR, bank VARCHAR, method VARCHAR, timezone VARCHAR,
     settled BIGINT, observed BIGINT, expected DOUBLE, excess DOUBLE, excess_low DOUBLE, excess_high DOUBLE,
     orders_at_risk BIGINT, lost_orders BIGINT, immature_orders BIGINT, failed_amount BIGINT, lost_amount BIGINT,
     currency VARCHAR, severity VARCHAR, verdict VARCHAR, certainty DOUBLE, evidence JSON, recurrence VARCHAR,
     next_expected DATE, spread DOUBLE, threshold DOUBLE, smallest_excess INTEGER, learned_days SMALLINT,
     is_wide BOOLEAN, score DOUBLE)`,
  `CREATE TABLE IF NOT EXISTS mart_incident_drivers (
     incident_id VARCHAR, rank TINYINT, campus_id VARCHAR, building_id VARCHAR, channel VARCHAR, bank VARCHAR,
     method VARCHAR, network_type VARCHAR, settled BIGINT, observed BIGINT, expected DOUBLE, excess DOUBLE,
     excess_low DOUBLE, excess_high DOUBLE, spread DOUBLE, share DOUBLE)`,
  `CREATE TABLE IF NOT EXISTS mart_incident_history (
     incident_id VARCHAR, replaces VARCHAR, revision INTEGER, recorded_at TIMESTAMP, data_through TIMESTAMP, change VARCHAR,
     status VARCHAR, started_at TIMESTAMP, ended_at TIMESTAMP, observed BIGINT, expected DOUBLE, excess DOUBLE,
     severity VARCHAR, verdict VARCHAR, campus_id VARCHAR, building_id VARCHAR, channel VARCHAR, bank VARCHAR,
     method VARCHAR)`,
  `CREATE TABLE IF NOT EXISTS mart_calendar_effects (
     category VARCHAR, campus_id VARCHAR, occasion VARCHAR, days SMALLINT, lift DOUBLE, lift_low DOUBLE, lift_high DOUBLE,
     occurrences SMALLINT, state VARCHAR, next_from DATE, next_to DATE)`,
  `CREATE TABLE IF NOT EXISTS mart_thresholds (category VARCHAR, level VARCHAR, rail VARCHAR, threshold DOUBLE)`,
  `CREATE TABLE IF NOT EXISTS meta_memories (
     fingerprint VARCHAR, kind VARCHAR, local_date DATE, bin TIMESTAMP, memory BLOB)`,
  `CREATE TABLE IF NOT EXISTS meta_touched (date DATE, bin TIMESTAMP)`,
];
