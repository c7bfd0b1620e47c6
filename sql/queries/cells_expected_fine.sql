WITH
slices AS (
  SELECT
    slice_key,
    campus_id,
    CASE WHEN $whole_building THEN campus_id || '/' || building_id ELSE building_id END AS building_id,
    channel,
    bank,
    method,
    network_type,
    platform,
    campus_id AS at_campus,
    building_id AS at_building,
    channel AS at_channel,
    bank AS at_bank,
    method AS at_method
  FROM dim_slice
  WHERE ($campus_id IS NULL OR list_contains($campus_id, campus_id))
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
),

known AS (
  SELECT DISTINCT day.local_date, campuses.at_campus
  FROM mart_baseline_day AS day
  JOIN (SELECT DISTINCT at_campus FROM slices) AS campuses ON day.campus_id IN (campuses.at_campus, '')
  WHERE day.local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
),

hours AS (
  SELECT
    mart_hourly.local_date,
    mart_hourly.hour,
    any_value(slices.slice_key) AS slice_key,
    slices.* EXCLUDE (slice_key),
    sum(mart_hourly.settled) AS settled,
    sum(mart_hourly.settled_late) AS settled_late
  FROM mart_hourly
  JOIN slices ON slices.slice_key = mart_hourly.slice_key
  WHERE mart_hourly.local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE) AND mart_hourly.settled > 0
  GROUP BY ALL
),

halves AS (
  SELECT * EXCLUDE (settled, settled_late), 2 * hour AS half_hour, settled - settled_late AS settled
  FROM hours
  WHERE settled > settled_late
  UNION ALL
  SELECT * EXCLUDE (settled, settled_late), 2 * hour + 1, settled_late
  FROM hours
  WHERE settled_late > 0
),

campus_days AS (
  SELECT DISTINCT local_date, CAST(date_trunc('week', local_date) AS DATE) AS week_start, at_campus
  FROM hours
),

days AS (
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

usual AS (
  SELECT
    halves.local_date,
    halves.hour,
    halves.slice_key,
    days.category,
    CAST(
      halves.settled
        * days.factor
        * coalesce(own_place.rates[halves.half_hour + 1], campus.rates[halves.half_hour + 1], everywhere.rates[halves.half_hour + 1], 0)
        * coalesce(own_rail.factors[halves.half_hour + 1], any_rail.factors[halves.half_hour + 1], 1)
      AS DECIMAL(28, 12)
    ) AS expected
  FROM halves
  JOIN days ON days.local_date = halves.local_date AND days.at_campus = halves.at_campus
  LEFT JOIN mart_baseline_place AS own_place
    ON own_place.week_start = days.week_start
    AND own_place.category = days.category
    AND own_place.campus_id = halves.at_campus
    AND own_place.building_id = halves.at_building
    AND own_place.day_kind = days.day_kind
  LEFT JOIN mart_baseline_place AS campus
    ON campus.week_start = days.week_start
    AND campus.category = days.category
    AND campus.campus_id = halves.at_campus
    AND campus.building_id = ''
    AND campus.day_kind = days.day_kind
  LEFT JOIN mart_baseline_place AS everywhere
    ON everywhere.week_start = days.week_start
    AND everywhere.category = days.category
    AND everywhere.campus_id = ''
    AND everywhere.building_id = ''
    AND everywhere.day_kind = days.day_kind
  LEFT JOIN mart_baseline_rail AS own_rail
    ON own_rail.week_start = days.week_start
    AND own_rail.category = days.category
    AND own_rail.channel = halves.at_channel
    AND own_rail.bank = halves.at_bank
    AND own_rail.method = halves.at_method
  LEFT JOIN mart_baseline_rail AS any_rail
    ON any_rail.week_start = days.week_start
    AND any_rail.category = days.category
    AND any_rail.channel = ''
    AND any_rail.bank = ''
    AND any_rail.method = ''
),

facts AS (
  SELECT local_date, hour, slice_key, category, attempts, settled, failures, 0 AS expected
  FROM mart_hourly
  WHERE local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
  UNION ALL
  SELECT local_date, hour, slice_key, category, 0, 0, 0, expected
  FROM usual
),

located AS (
  SELECT
    slices.* EXCLUDE (slice_key, at_campus, at_building, at_channel, at_bank, at_method),
    dim_date.* EXCLUDE (local_date),
    facts.local_date AS date,
    facts.hour,
    facts.local_date + to_hours(facts.hour) AS hour_start,
    NULL AS category,
    NULL AS nothing,
    CASE WHEN 'category' IN ($rows, $columns) THEN facts.category END AS failed_with,
    $category IS NULL OR coalesce(list_contains($category, facts.category), false) AS is_chosen,
    known.local_date IS NOT NULL AS is_known,
    facts.attempts,
    facts.settled,
    facts.failures,
    facts.expected
  FROM facts
  JOIN slices ON slices.slice_key = facts.slice_key
  JOIN dim_date ON dim_date.local_date = facts.local_date
  LEFT JOIN known ON known.local_date = facts.local_date AND known.at_campus = slices.at_campus
),

grouped AS MATERIALIZED (
  SELECT
    COLUMNS(name -> name = $rows) AS "row",
    COLUMNS(name -> name = $columns) AS "column",
    failed_with,
    sum(attempts) AS attempts,
    sum(settled) AS settled,
    sum(settled) FILTER (is_known) AS known_settled,
    sum(failures) FILTER (is_chosen) AS failures,
    sum(failures) FILTER (is_chosen AND is_known) AS known_failures,
    sum(CAST(expected AS DECIMAL(28, 12))) FILTER (is_chosen) AS expected
  FROM located
  GROUP BY ALL
),

kinds AS (
  SELECT NULL AS kind
  WHERE 'category' NOT IN ($rows, $columns)
  UNION
  SELECT failed_with AS kind
  FROM grouped
  WHERE 'category' IN ($rows, $columns) AND failures > 0
  UNION
  SELECT unnest($category) AS kind
  WHERE 'category' IN ($rows, $columns)
),

cells AS (
  SELECT
    CASE WHEN $rows = 'category' THEN kinds.kind ELSE CAST(grouped."row" AS VARCHAR) END AS "row",
    CASE WHEN $columns = 'category' THEN kinds.kind ELSE CAST(grouped."column" AS VARCHAR) END AS "column",
    CAST(sum(attempts) AS DOUBLE) AS attempts,
    CAST(sum(settled) AS DOUBLE) AS settled,
    sum(known_settled) > 0 AS is_known,
    CAST(coalesce(sum(failures) FILTER (kind IS NULL OR kind = failed_with), 0) AS DOUBLE) AS failures,
    CAST(coalesce(sum(known_failures) FILTER (kind IS NULL OR kind = failed_with), 0) AS DOUBLE) AS known_failures,
    CAST(coalesce(sum(expected) FILTER (kind IS NULL OR kind = failed_with), 0) AS DOUBLE) AS expected
  FROM grouped
  CROSS JOIN kinds
  GROUP BY ALL
)

SELECT
  "row",
  "column",
  attempts,
  settled,
  failures,
  CASE
    WHEN NOT coalesce(is_known, false) THEN NULL
    WHEN $metric = 'expected' THEN expected
    WHEN $metric = 'excess' THEN known_failures - expected
  END AS value
FROM cells
WHERE attempts > 0
LIMIT $limit
