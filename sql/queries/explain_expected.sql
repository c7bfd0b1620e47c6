WITH
counted AS MATERIALIZED (
  SELECT
    CASE WHEN list_contains($dimensions, 'campus_id') THEN campus_id END AS campus_id,
    CASE
      WHEN NOT list_contains($dimensions, 'building_id') THEN NULL
      WHEN $whole_building THEN campus_id || '/' || building_id
      ELSE building_id
    END AS building_id,
    CASE WHEN list_contains($dimensions, 'channel') THEN channel END AS channel,
    CASE WHEN list_contains($dimensions, 'bank') THEN bank END AS bank,
    CASE WHEN list_contains($dimensions, 'method') THEN method END AS method,
    CASE WHEN list_contains($dimensions, 'network_type') THEN network_type END AS network_type,
    CASE WHEN list_contains($dimensions, 'platform') THEN platform END AS platform,
    CASE WHEN list_contains($dimensions, 'date') THEN CAST(local_date AS VARCHAR) END AS "date",
    CASE WHEN list_contains($dimensions, 'hour') THEN CAST(hour AS VARCHAR) END AS hour,
    CASE WHEN list_contains($dimensions, 'category') AND status = 'failed' THEN category END AS category,
    campus_id AS at_campus,
    building_id AS at_building,
    channel AS at_channel,
    bank AS at_bank,
    method AS at_method,
    local_date,
    CAST(date_trunc('week', local_date) AS DATE) AS week_start,
    2 * hour + CASE WHEN minute(local_time) >= 30 THEN 1 ELSE 0 END AS half_hour,
    count(*) AS settled,
    count(*) FILTER (status = 'failed' AND ($category IS NULL OR list_contains($category, category))) AS observed
  FROM int_attempts
  WHERE attempted_at >= CAST($first_utc_date AS DATE)
    AND attempted_at < CAST($last_utc_date AS DATE) + INTERVAL '1 day'
    AND CASE WHEN $is_local THEN local_time ELSE attempted_at END >= CAST($from_time AS TIMESTAMP)
    AND CASE WHEN $is_local THEN local_time ELSE attempted_at END < CAST($to_time AS TIMESTAMP)
    AND status IN ('succeeded', 'failed')
    AND ($campus_id IS NULL OR list_contains($campus_id, campus_id))
    AND (
      $building_id IS NULL
      OR list_contains($building_id, building_id)
      OR list_contains($building_id, campus_id || '/' || building_id)
    )
    AND ($channel IS NULL OR list_contains($channel, channel))
    AND ($bank IS NULL OR list_contains($bank, bank))
    AND ($method IS NULL OR list_contains($method, method))
    AND ($network_type IS NULL OR list_contains($network_type, network_type))
    AND ($platform IS NULL OR list_contains($platform, platform))
    AND ($hour IS NULL OR list_contains($hour, hour))
    AND ($weekday IS NULL OR list_contains($weekday, weekday))
    AND ($day_of_month IS NULL OR list_contains($day_of_month, day_of_month))
    AND ($days_to_month_end IS NULL OR list_contains($days_to_month_end, days_to_month_end))
  GROUP BY ALL
),

campus_days AS (
  SELECT DISTINCT local_date, week_start, at_campus
  FROM counted
),

days AS MATERIALIZED (
  SELECT
    campus_days.local_date,
    campus_days.week_start,
    campus_days.at_campus,
    day.category,
    arg_max(day.day_kind, day.campus_id) AS day_kind,
    arg_max(day.factor, day.campus_id) AS factor
  FROM campus_days
  JOIN mart_baseline_day AS day
    ON day.local_date = campus_days.local_date
    AND day.campus_id IN (campus_days.at_campus, '')
  WHERE $category IS NULL OR list_contains($category, day.category)
  GROUP BY ALL
),

spreads AS (
  SELECT max(spread.spread) AS spread
  FROM mart_baseline_spread AS spread
  WHERE spread.week_start IN (SELECT week_start FROM campus_days)
    AND ($category IS NULL OR list_contains($category, spread.category))
),

places AS MATERIALIZED (
  SELECT week_start, category, campus_id, building_id, day_kind, rates
  FROM mart_baseline_place
  WHERE week_start BETWEEN CAST($first_utc_date AS DATE) - 7
      AND CAST($last_utc_date AS DATE) + 1
    AND ($category IS NULL OR list_contains($category, category))
    AND ($campus_id IS NULL OR campus_id = '' OR list_contains($campus_id, campus_id))
),

rails AS MATERIALIZED (
  SELECT week_start, category, channel, bank, method, factors
  FROM mart_baseline_rail
  WHERE week_start BETWEEN CAST($first_utc_date AS DATE) - 7
      AND CAST($last_utc_date AS DATE) + 1
    AND ($category IS NULL OR list_contains($category, category))
),

leaves AS (
  SELECT at_campus, at_building, at_channel, at_bank, at_method, local_date, half_hour, sum(settled) AS settled
  FROM counted
  GROUP BY ALL
),

usual AS (
  SELECT
    leaves.*,
    days.category,
    days.factor
      * coalesce(own_place.rates[leaves.half_hour + 1], campus.rates[leaves.half_hour + 1], everywhere.rates[leaves.half_hour + 1], 0)
      * coalesce(own_rail.factors[leaves.half_hour + 1], any_rail.factors[leaves.half_hour + 1], 1) AS rate
  FROM leaves
  JOIN days ON days.local_date = leaves.local_date AND days.at_campus = leaves.at_campus
  LEFT JOIN places AS own_place
    ON own_place.week_start = days.week_start
    AND own_place.category = days.category
    AND own_place.campus_id = leaves.at_campus
    AND own_place.building_id = leaves.at_building
    AND own_place.day_kind = days.day_kind
  LEFT JOIN places AS campus
    ON campus.week_start = days.week_start
    AND campus.category = days.category
    AND campus.campus_id = leaves.at_campus
    AND campus.building_id = ''
    AND campus.day_kind = days.day_kind
  LEFT JOIN places AS everywhere
    ON everywhere.week_start = days.week_start
    AND everywhere.category = days.category
    AND everywhere.campus_id = ''
    AND everywhere.building_id = ''
    AND everywhere.day_kind = days.day_kind
  LEFT JOIN rails AS own_rail
    ON own_rail.week_start = days.week_start
    AND own_rail.category = days.category
    AND own_rail.channel = leaves.at_channel
    AND own_rail.bank = leaves.at_bank
    AND own_rail.method = leaves.at_method
  LEFT JOIN rails AS any_rail
    ON any_rail.week_start = days.week_start
    AND any_rail.category = days.category
    AND any_rail.channel = ''
    AND any_rail.bank = ''
    AND any_rail.method = ''
),

-- Read once: of each leaf the rate of all categories, and of each category what is expected of all leaves.
summed AS MATERIALIZED (
  SELECT
    at_campus,
    at_building,
    at_channel,
    at_bank,
    at_method,
    local_date,
    half_hour,
    category,
    grouping(category) = 1 AS is_leaf,
    CAST(sum(CAST(rate AS DECIMAL(38, 18))) AS DOUBLE) AS rate,
    sum(CAST(settled * rate AS DECIMAL(28, 12))) AS expected
  FROM usual
  GROUP BY GROUPING SETS (
    (at_campus, at_building, at_channel, at_bank, at_method, local_date, half_hour),
    (category)
  )
),

rates AS (
  SELECT * EXCLUDE (category, is_leaf, expected)
  FROM summed
  WHERE is_leaf
),

failed AS (
  SELECT category, sum(observed) AS observed
  FROM counted
  WHERE category IS NOT NULL AND observed > 0
  GROUP BY category
),

kinds AS (
  SELECT category, expected
  FROM summed
  WHERE NOT is_leaf AND list_contains($dimensions, 'category')
)

SELECT
  CASE WHEN grouping(counted.campus_id) = 1 THEN 'moment' ELSE 'place' END AS row_kind,
  counted.campus_id,
  counted.building_id,
  counted.channel,
  counted.bank,
  counted.method,
  counted.network_type,
  counted.platform,
  counted."date",
  counted.hour,
  NULL AS category,
  CAST(sum(counted.settled) AS DOUBLE) AS settled,
  CAST(sum(counted.observed) AS DOUBLE) AS observed,
  CASE
    WHEN count(*) = count(rates.rate) THEN CAST(sum(CAST(counted.settled * rates.rate AS DECIMAL(28, 12))) AS DOUBLE)
  END AS expected,
  any_value(spreads.spread) AS spread
FROM counted
LEFT JOIN rates
  ON rates.at_campus = counted.at_campus
  AND rates.at_building = counted.at_building
  AND rates.at_channel = counted.at_channel
  AND rates.at_bank = counted.at_bank
  AND rates.at_method = counted.at_method
  AND rates.local_date = counted.local_date
  AND rates.half_hour = counted.half_hour
CROSS JOIN spreads
GROUP BY GROUPING SETS (
  (
    counted.campus_id,
    counted.building_id,
    counted.channel,
    counted.bank,
    counted.method,
    counted.network_type,
    counted.platform
  ),
  (counted."date", counted.hour)
)
UNION ALL BY NAME
SELECT
  'category' AS row_kind,
  coalesce(kinds.category, failed.category) AS category,
  CAST((SELECT sum(settled) FROM counted) AS DOUBLE) AS settled,
  CAST(coalesce(failed.observed, 0) AS DOUBLE) AS observed,
  CAST(kinds.expected AS DOUBLE) AS expected
FROM kinds
FULL JOIN failed ON failed.category = kinds.category
ORDER BY ALL
