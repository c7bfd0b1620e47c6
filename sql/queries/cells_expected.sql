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
    coalesce(place_key, slice_key) AS at_place
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

located AS (
  SELECT
    slices.* EXCLUDE (slice_key),
    dim_date.* EXCLUDE (local_date),
    facts.local_date AS date,
    facts.hour,
    facts.local_date + to_hours(facts.hour) AS hour_start,
    NULL AS category,
    NULL AS nothing,
    dim_date.week_start AS at_week,
    facts.hour AS at_hour,
    facts.category AS failed_with,
    facts.attempts,
    facts.settled,
    facts.failures
  FROM query_table($mart) AS facts
  JOIN slices ON slices.slice_key = facts.slice_key
  JOIN dim_date ON dim_date.local_date = facts.local_date
  WHERE facts.local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
),

volumes AS MATERIALIZED (
  SELECT
    COLUMNS(name -> name = $rows) AS "row",
    COLUMNS(name -> name = $columns) AS "column",
    at_week,
    at_campus,
    at_place,
    at_hour,
    sum(attempts) AS attempts,
    sum(settled) AS settled
  FROM located
  GROUP BY ALL
),

failed AS MATERIALIZED (
  SELECT
    COLUMNS(name -> name = $rows) AS "row",
    COLUMNS(name -> name = $columns) AS "column",
    at_week,
    at_campus,
    failed_with,
    sum(failures) AS failures
  FROM located
  WHERE failures > 0 AND ($category IS NULL OR list_contains($category, failed_with))
  GROUP BY ALL
),

kinds AS MATERIALIZED (
  SELECT NULL AS kind
  WHERE 'category' NOT IN ($rows, $columns)
  UNION
  SELECT failed_with AS kind
  FROM failed
  WHERE 'category' IN ($rows, $columns)
  UNION
  SELECT unnest($category) AS kind
  WHERE 'category' IN ($rows, $columns)
),

past AS MATERIALIZED (
  SELECT
    mart_baseline.week_start AS at_week,
    dim_slice.campus_id AS at_campus,
    mart_baseline.slice_key AS at_place,
    mart_baseline.hour AS at_hour,
    mart_baseline.category,
    mart_baseline.failures,
    mart_baseline.settled
  FROM mart_baseline
  JOIN dim_slice ON dim_slice.slice_key = mart_baseline.slice_key
  WHERE mart_baseline.week_start BETWEEN date_trunc('week', CAST($from AS DATE)) AND CAST($to AS DATE)
    AND ($campus_id IS NULL OR list_contains($campus_id, dim_slice.campus_id))
),

past_settled AS MATERIALIZED (
  SELECT at_week, at_campus, at_place, at_hour, CAST(settled AS DOUBLE) AS settled
  FROM past
  WHERE category IS NULL
),

past_failures AS MATERIALIZED (
  SELECT at_week, at_campus, at_place, at_hour, kind, CAST(sum(failures) AS DOUBLE) AS failures
  FROM past
  JOIN kinds ON kinds.kind IS NULL OR kinds.kind = past.category
  WHERE past.category IS NOT NULL AND ($category IS NULL OR list_contains($category, past.category))
  GROUP BY ALL
),

known_weeks AS (
  SELECT at_week, at_campus, sum(settled) AS settled
  FROM past_settled
  GROUP BY at_week, at_campus
  HAVING sum(settled) > 0
),

known_hours AS (
  SELECT at_week, at_campus, at_hour, sum(settled) AS settled
  FROM past_settled
  GROUP BY at_week, at_campus, at_hour
  HAVING sum(settled) > 0
),

week_failures AS (
  SELECT at_week, at_campus, kind, sum(failures) AS failures
  FROM past_failures
  GROUP BY ALL
),

hour_failures AS (
  SELECT at_week, at_campus, at_hour, kind, sum(failures) AS failures
  FROM past_failures
  GROUP BY ALL
),

campus_rates AS (
  SELECT
    known_weeks.at_week,
    known_weeks.at_campus,
    hours.at_hour,
    kinds.kind,
    coalesce(
      CASE WHEN known_hours.settled > 0 THEN coalesce(hour_failures.failures, 0) / known_hours.settled END,
      coalesce(week_failures.failures, 0) / known_weeks.settled
    ) AS rate
  FROM known_weeks
  CROSS JOIN kinds
  CROSS JOIN (SELECT unnest(range(24)) AS at_hour) AS hours
  LEFT JOIN known_hours
    ON known_hours.at_week = known_weeks.at_week
    AND known_hours.at_campus = known_weeks.at_campus
    AND known_hours.at_hour = hours.at_hour
  LEFT JOIN hour_failures
    ON hour_failures.at_week = known_weeks.at_week
    AND hour_failures.at_campus = known_weeks.at_campus
    AND hour_failures.at_hour = hours.at_hour
    AND hour_failures.kind IS NOT DISTINCT FROM kinds.kind
  LEFT JOIN week_failures
    ON week_failures.at_week = known_weeks.at_week
    AND week_failures.at_campus = known_weeks.at_campus
    AND week_failures.kind IS NOT DISTINCT FROM kinds.kind
),

weighed AS MATERIALIZED (
  SELECT
    volumes.*,
    volumes.settled / (coalesce(past_settled.settled, 0) + 200) AS per_past_attempt
  FROM volumes
  LEFT JOIN past_settled
    ON past_settled.at_week = volumes.at_week
    AND past_settled.at_place = volumes.at_place
    AND past_settled.at_hour = volumes.at_hour
),

borrowed_weights AS (
  SELECT "row", "column", at_week, at_campus, at_hour, sum(CAST(200 * per_past_attempt AS DECIMAL(28, 9))) AS attempts
  FROM weighed
  GROUP BY ALL
),

parts AS (
  SELECT
    "row", "column", kind, volumes.attempts, volumes.settled, 0 AS failures,
    known_weeks.settled IS NOT NULL AS is_known, 0 AS expected
  FROM volumes
  LEFT JOIN known_weeks ON known_weeks.at_week = volumes.at_week AND known_weeks.at_campus = volumes.at_campus
  CROSS JOIN kinds
  UNION ALL
  SELECT
    "row", "column", kind, 0, 0, failed.failures,
    false, CASE WHEN known_weeks.settled IS NULL THEN failed.failures ELSE 0 END
  FROM failed
  JOIN kinds ON kinds.kind IS NULL OR kinds.kind = failed.failed_with
  LEFT JOIN known_weeks ON known_weeks.at_week = failed.at_week AND known_weeks.at_campus = failed.at_campus
  UNION ALL
  SELECT "row", "column", past_failures.kind, 0, 0, 0, false, CAST(per_past_attempt * failures AS DECIMAL(28, 9))
  FROM weighed
  JOIN past_failures
    ON past_failures.at_week = weighed.at_week
    AND past_failures.at_place = weighed.at_place
    AND past_failures.at_hour = weighed.at_hour
  UNION ALL
  SELECT "row", "column", campus_rates.kind, 0, 0, 0, false, CAST(attempts * rate AS DECIMAL(28, 9))
  FROM borrowed_weights
  JOIN campus_rates
    ON campus_rates.at_week = borrowed_weights.at_week
    AND campus_rates.at_campus = borrowed_weights.at_campus
    AND campus_rates.at_hour = borrowed_weights.at_hour
),

cells AS (
  SELECT
    CASE WHEN $rows = 'category' THEN kind ELSE CAST("row" AS VARCHAR) END AS "row",
    CASE WHEN $columns = 'category' THEN kind ELSE CAST("column" AS VARCHAR) END AS "column",
    CAST(sum(attempts) AS DOUBLE) AS attempts,
    CAST(sum(settled) AS DOUBLE) AS settled,
    CAST(sum(failures) AS DOUBLE) AS failures,
    CASE WHEN bool_or(is_known) THEN CAST(sum(expected) AS DOUBLE) END AS expected
  FROM parts
  GROUP BY ALL
)

SELECT
  "row",
  "column",
  attempts,
  settled,
  failures,
  CASE $metric WHEN 'expected' THEN expected WHEN 'excess' THEN failures - expected END AS value
FROM cells
WHERE attempts > 0
LIMIT $limit
