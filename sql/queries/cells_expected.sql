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
    building_id AS at_building
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

grouped AS (
  SELECT
    COLUMNS(name -> name = $rows) AS "row",
    COLUMNS(name -> name = $columns) AS "column",
    at_week,
    at_campus,
    at_building,
    at_hour,
    failed_with,
    $category IS NULL OR coalesce(list_contains($category, failed_with), false) AS is_chosen,
    sum(attempts) AS attempts,
    sum(settled) AS settled,
    sum(failures) AS failures
  FROM located
  GROUP BY ALL
),

kinds AS (
  SELECT NULL AS kind
  WHERE 'category' NOT IN ($rows, $columns)
  UNION
  SELECT failed_with AS kind
  FROM grouped
  WHERE 'category' IN ($rows, $columns) AND is_chosen AND failures > 0
  UNION
  SELECT unnest($category) AS kind
  WHERE 'category' IN ($rows, $columns)
),

observed AS (
  SELECT
    "row",
    "column",
    kind,
    at_week,
    at_campus,
    at_building,
    at_hour,
    sum(attempts) AS attempts,
    sum(settled) AS settled,
    sum(CASE WHEN is_chosen AND (kind IS NULL OR kind = failed_with) THEN failures ELSE 0 END) AS failures
  FROM grouped
  CROSS JOIN kinds
  GROUP BY ALL
),

usual_place_hours AS (
  SELECT
    mart_baseline.week_start AS at_week,
    dim_slice.campus_id AS at_campus,
    dim_slice.building_id AS at_building,
    mart_baseline.hour AS at_hour,
    kinds.kind,
    CAST(sum(mart_baseline.settled) AS DOUBLE) AS settled,
    CAST(
      sum(CASE
        WHEN $category IS NOT NULL AND NOT coalesce(list_contains($category, mart_baseline.category), false) THEN 0
        WHEN kinds.kind IS NULL OR kinds.kind = mart_baseline.category THEN mart_baseline.failures
        ELSE 0
      END) AS DOUBLE
    ) AS failures
  FROM mart_baseline
  JOIN dim_slice ON dim_slice.slice_key = mart_baseline.slice_key
  CROSS JOIN kinds
  WHERE mart_baseline.week_start BETWEEN date_trunc('week', CAST($from AS DATE)) AND CAST($to AS DATE)
    AND ($campus_id IS NULL OR list_contains($campus_id, dim_slice.campus_id))
  GROUP BY ALL
),

usual_hours AS (
  SELECT at_week, at_campus, at_hour, kind, sum(failures) / nullif(sum(settled), 0) AS rate
  FROM usual_place_hours
  GROUP BY ALL
),

usual_weeks AS (
  SELECT at_week, at_campus, kind, sum(failures) / nullif(sum(settled), 0) AS rate
  FROM usual_place_hours
  GROUP BY ALL
),

expected AS (
  SELECT
    observed.*,
    coalesce(usual_hours.rate, usual_weeks.rate) AS campus_rate,
    coalesce(usual_place_hours.failures, 0) AS past_failures,
    coalesce(usual_place_hours.settled, 0) AS past_settled,
    CAST(observed.settled * (past_failures + 200 * campus_rate) / (past_settled + 200) AS DECIMAL(28, 9)) AS expected
  FROM observed
  LEFT JOIN usual_place_hours
    ON usual_place_hours.at_week = observed.at_week
    AND usual_place_hours.at_campus = observed.at_campus
    AND usual_place_hours.at_building = observed.at_building
    AND usual_place_hours.at_hour = observed.at_hour
    AND usual_place_hours.kind IS NOT DISTINCT FROM observed.kind
  LEFT JOIN usual_hours
    ON usual_hours.at_week = observed.at_week
    AND usual_hours.at_campus = observed.at_campus
    AND usual_hours.at_hour = observed.at_hour
    AND usual_hours.kind IS NOT DISTINCT FROM observed.kind
  LEFT JOIN usual_weeks
    ON usual_weeks.at_week = observed.at_week
    AND usual_weeks.at_campus = observed.at_campus
    AND usual_weeks.kind IS NOT DISTINCT FROM observed.kind
),

cells AS (
  SELECT
    CASE WHEN $rows = 'category' THEN kind ELSE CAST("row" AS VARCHAR) END AS "row",
    CASE WHEN $columns = 'category' THEN kind ELSE CAST("column" AS VARCHAR) END AS "column",
    CAST(sum(attempts) AS DOUBLE) AS attempts,
    CAST(sum(settled) AS DOUBLE) AS settled,
    CAST(sum(failures) AS DOUBLE) AS failures,
    CAST(CASE WHEN count(expected) > 0 THEN sum(coalesce(expected, failures)) END AS DOUBLE) AS expected
  FROM expected
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
