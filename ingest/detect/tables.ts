/** What the detection learned of usual failures, as it stands in the published file; it fills them, this only says their columns. */
export const BASELINE_TABLES = [
  `CREATE TABLE IF NOT EXISTS mart_baseline_place (
    week_start DATE, category VARCHAR, campus_id VARCHAR, building_id VARCHAR, day_kind VARCHAR, half_hour SMALLINT, rate DOUBLE)`,
  `CREATE TABLE IF NOT EXISTS mart_baseline_rail (
    week_start DATE, category VARCHAR, channel VARCHAR, bank VARCHAR, method VARCHAR, half_hour SMALLINT, factor DOUBLE)`,
  `CREATE TABLE IF NOT EXISTS mart_baseline_day (
    local_date DATE, category VARCHAR, campus_id VARCHAR, day_kind VARCHAR, factor DOUBLE, learned_days SMALLINT)`,
  `CREATE TABLE IF NOT EXISTS mart_baseline_spread (week_start DATE, category VARCHAR, level VARCHAR, spread DOUBLE)`,
];
