WITH
all_settled AS (
  SELECT
    *,
    status = 'failed' AND coalesce(
      attempted_at - lag(attempted_at) OVER (
        PARTITION BY utc_date, campus_id, order_key, status
        ORDER BY attempted_at, attempt_id
      ) <= INTERVAL '2 minutes', false
    ) AS is_repeat
  FROM int_attempts
  WHERE attempted_at >= CAST($from_time AS TIMESTAMP) - INTERVAL '2 minutes'
    AND attempted_at < CAST($to_time AS TIMESTAMP)
    AND status IN ('succeeded', 'failed')
),

settled AS (
  SELECT
    *,
    time_bucket(to_minutes($bin_minutes), local_time) AS bin,
    CAST(2 * hour + CASE WHEN minute(local_time) >= 30 THEN 1 ELSE 0 END AS TINYINT) AS half_hour
  FROM all_settled
  WHERE NOT is_repeat
    AND attempted_at >= CAST($from_time AS TIMESTAMP)
    AND ($campus_id IS NULL OR list_contains($campus_id, campus_id))
    AND ($building_id IS NULL OR list_contains($building_id, building_id))
    AND ($channel IS NULL OR list_contains($channel, channel))
    AND ($bank IS NULL OR list_contains($bank, bank))
    AND ($method IS NULL OR list_contains($method, method))
),

counted AS (
  SELECT
    bin,
    campus_id,
    building_id,
    channel,
    bank,
    method,
    local_date,
    CAST(date_trunc('week', local_date) AS DATE) AS week_start,
    half_hour,
    count(*) AS settled,
    count(*) FILTER (list_contains($category, category)) AS observed
  FROM settled
  GROUP BY ALL
),

days AS (
  SELECT
    counted.local_date,
    counted.campus_id,
    by_day.category,
    arg_max(by_day.day_kind, by_day.campus_id) AS day_kind,
    arg_max(by_day.factor, by_day.campus_id) AS factor
  FROM (SELECT DISTINCT local_date, campus_id FROM counted) AS counted
  JOIN mart_baseline_day AS by_day
    ON by_day.local_date = counted.local_date
    AND by_day.campus_id IN (counted.campus_id, '')
  WHERE list_contains($category, by_day.category)
  GROUP BY ALL
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
    counted.bin,
    counted.settled,
    counted.observed,
    counted.settled
      * coalesce(by_building.rates[counted.half_hour + 1], by_campus.rates[counted.half_hour + 1], by_all.rates[counted.half_hour + 1])
      * coalesce(by_rail.factors[counted.half_hour + 1], any_rail.factors[counted.half_hour + 1], 1)
      * by_day.factor AS expected,
    spreads.spread
  FROM counted
  LEFT JOIN days AS by_day
    ON by_day.local_date = counted.local_date
    AND by_day.campus_id = counted.campus_id
  LEFT JOIN mart_baseline_place AS by_building
    ON by_building.week_start = counted.week_start
    AND by_building.category = by_day.category
    AND by_building.campus_id = counted.campus_id
    AND by_building.building_id = counted.building_id
    AND by_building.day_kind = by_day.day_kind
  LEFT JOIN mart_baseline_place AS by_campus
    ON by_campus.week_start = counted.week_start
    AND by_campus.category = by_day.category
    AND by_campus.campus_id = counted.campus_id
    AND by_campus.building_id = ''
    AND by_campus.day_kind = by_day.day_kind
  LEFT JOIN mart_baseline_place AS by_all
    ON by_all.week_start = counted.week_start
    AND by_all.category = by_day.category
    AND by_all.campus_id = ''
    AND by_all.building_id = ''
    AND by_all.day_kind = by_day.day_kind
  LEFT JOIN mart_baseline_rail AS by_rail
    ON by_rail.week_start = counted.week_start
    AND by_rail.category = by_day.category
    AND by_rail.channel = counted.channel
    AND by_rail.bank = counted.bank
    AND by_rail.method = counted.method
  LEFT JOIN mart_baseline_rail AS any_rail
    ON any_rail.week_start = counted.week_start
    AND any_rail.category = by_day.category
    AND any_rail.channel = ''
    AND any_rail.bank = ''
    AND any_rail.method = ''
  LEFT JOIN spreads
    ON spreads.week_start = counted.week_start
    AND spreads.category = by_day.category
)

SELECT
  strftime(bin, '%Y-%m-%dT%H:%M') AS bin,
  CAST(sum(settled) AS DOUBLE) AS settled,
  CAST(sum(observed) AS DOUBLE) AS observed,
  CASE WHEN count(expected) = count(*) THEN sum(expected) END AS expected,
  coalesce(max(spread), 0) AS spread
FROM expecting
GROUP BY bin
ORDER BY bin
