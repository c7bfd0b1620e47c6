WITH
leaves AS (
  SELECT dim_leaf.*, int_campuses.timezone
  FROM dim_leaf
  JOIN int_campuses ON int_campuses.campus_id = dim_leaf.campus_id
  WHERE ($campus_id IS NULL OR list_contains($campus_id, dim_leaf.campus_id))
    AND ($building_id IS NULL OR list_contains($building_id, dim_leaf.building_id))
    AND ($channel IS NULL OR list_contains($channel, dim_leaf.channel))
    AND ($bank IS NULL OR list_contains($bank, dim_leaf.bank))
    AND ($method IS NULL OR list_contains($method, dim_leaf.method))
),

settled AS MATERIALIZED (
  SELECT
    time_bucket(to_minutes($bin_minutes), mart_bins.bin + int_clock.utc_offset) AS bin,
    mart_bins.local_date,
    CAST(date_trunc('week', mart_bins.local_date) AS DATE) AS week_start,
    mart_bins.half_hour,
    leaves.campus_id,
    leaves.building_id,
    leaves.channel,
    leaves.bank,
    leaves.method,
    sum(mart_bins.settled) AS settled,
    coalesce(sum(mart_bins.settled) FILTER (list_contains($category, mart_bins.category)), 0) AS observed
  FROM mart_bins
  JOIN leaves ON leaves.leaf_key = mart_bins.leaf_key
  JOIN int_clock
    ON int_clock.timezone = leaves.timezone
    AND int_clock.quarter_hour = time_bucket(INTERVAL '15 minutes', mart_bins.bin)
  WHERE mart_bins.utc_date BETWEEN CAST(CAST($from_time AS TIMESTAMP) AS DATE)
      AND CAST(CAST($to_time AS TIMESTAMP) AS DATE)
    AND mart_bins.bin >= CAST($from_time AS TIMESTAMP)
    AND mart_bins.bin < CAST($to_time AS TIMESTAMP)
  GROUP BY ALL
),

days AS (
  SELECT
    campus_days.local_date,
    campus_days.week_start,
    campus_days.campus_id,
    by_day.category,
    arg_max(by_day.day_kind, by_day.campus_id) AS day_kind,
    arg_max(by_day.factor, by_day.campus_id) AS factor
  FROM (SELECT DISTINCT local_date, week_start, campus_id FROM settled) AS campus_days
  JOIN mart_baseline_day AS by_day
    ON by_day.local_date = campus_days.local_date
    AND by_day.campus_id IN (campus_days.campus_id, '')
  WHERE list_contains($category, by_day.category)
  GROUP BY ALL
),

places AS MATERIALIZED (
  SELECT week_start, category, campus_id, building_id, day_kind, rates
  FROM mart_baseline_place
  WHERE list_contains($category, category)
    AND week_start BETWEEN CAST(CAST($from_time AS TIMESTAMP) AS DATE) - 7
      AND CAST(CAST($to_time AS TIMESTAMP) AS DATE) + 1
    AND ($campus_id IS NULL OR campus_id = '' OR list_contains($campus_id, campus_id))
),

rails AS MATERIALIZED (
  SELECT week_start, category, channel, bank, method, factors
  FROM mart_baseline_rail
  WHERE list_contains($category, category)
    AND week_start IN (SELECT week_start FROM days)
),

spreads AS (
  SELECT
    week_start,
    category,
    coalesce(max(spread) FILTER (level = $level), max(spread)) AS spread
  FROM mart_baseline_spread
  GROUP BY ALL
),

expecting AS (
  SELECT
    settled.bin,
    settled.settled,
    settled.observed,
    settled.settled
      * coalesce(by_building.rates[settled.half_hour + 1], by_campus.rates[settled.half_hour + 1], by_all.rates[settled.half_hour + 1])
      * coalesce(by_rail.factors[settled.half_hour + 1], any_rail.factors[settled.half_hour + 1], 1)
      * by_day.factor AS expected,
    spreads.spread
  FROM settled
  LEFT JOIN days AS by_day
    ON by_day.local_date = settled.local_date
    AND by_day.campus_id = settled.campus_id
  LEFT JOIN places AS by_building
    ON by_building.week_start = settled.week_start
    AND by_building.category = by_day.category
    AND by_building.campus_id = settled.campus_id
    AND by_building.building_id = settled.building_id
    AND by_building.day_kind = by_day.day_kind
  LEFT JOIN places AS by_campus
    ON by_campus.week_start = settled.week_start
    AND by_campus.category = by_day.category
    AND by_campus.campus_id = settled.campus_id
    AND by_campus.building_id = ''
    AND by_campus.day_kind = by_day.day_kind
  LEFT JOIN places AS by_all
    ON by_all.week_start = settled.week_start
    AND by_all.category = by_day.category
    AND by_all.campus_id = ''
    AND by_all.building_id = ''
    AND by_all.day_kind = by_day.day_kind
  LEFT JOIN rails AS by_rail
    ON by_rail.week_start = settled.week_start
    AND by_rail.category = by_day.category
    AND by_rail.channel = settled.channel
    AND by_rail.bank = settled.bank
    AND by_rail.method = settled.method
  LEFT JOIN rails AS any_rail
    ON any_rail.week_start = settled.week_start
    AND any_rail.category = by_day.category
    AND any_rail.channel = ''
    AND any_rail.bank = ''
    AND any_rail.method = ''
  LEFT JOIN spreads
    ON spreads.week_start = settled.week_start
    AND spreads.category = by_day.category
)

SELECT
  strftime(bin, '%Y-%m-%dT%H:%M') AS bin,
  CAST(sum(settled) AS DOUBLE) AS settled,
  CAST(sum(observed) AS DOUBLE) AS observed,
  CASE WHEN count(expected) = count(*) THEN CAST(sum(CAST(expected AS DECIMAL(28, 12))) AS DOUBLE) END AS expected,
  coalesce(max(spread), 0) AS spread
FROM expecting
GROUP BY bin
ORDER BY bin
