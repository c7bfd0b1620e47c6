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
    platform
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
    facts.local_date AS date,
    isodow(facts.local_date) AS weekday,
    day(facts.local_date) AS day_of_month,
    day(last_day(facts.local_date)) - day(facts.local_date) AS days_to_month_end,
    CAST(date_trunc('week', facts.local_date) AS DATE) AS week_start,
    CAST(date_trunc('month', facts.local_date) AS DATE) AS month_start,
    facts.hour,
    facts.local_date + to_hours(facts.hour) AS hour_start,
    NULL AS category,
    NULL AS nothing,
    facts.category AS failed_with,
    $category IS NULL OR coalesce(list_contains($category, facts.category), false) AS is_chosen,
    facts.latency_bucket,
    facts.attempts,
    facts.settled,
    facts.failures
  FROM mart_hourly AS facts
  JOIN slices ON slices.slice_key = facts.slice_key
  WHERE facts.local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
),

grouped AS MATERIALIZED (
  SELECT
    COLUMNS(name -> name = $rows) AS "row",
    COLUMNS(name -> name = $columns) AS "column",
    CASE WHEN 'category' IN ($rows, $columns) THEN failed_with END AS failed_with,
    latency_bucket,
    sum(attempts) AS attempts,
    sum(settled) AS settled,
    sum(failures) FILTER (is_chosen) AS failures
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

buckets AS (
  SELECT
    CASE WHEN $rows = 'category' THEN kinds.kind ELSE CAST(grouped."row" AS VARCHAR) END AS "row",
    CASE WHEN $columns = 'category' THEN kinds.kind ELSE CAST(grouped."column" AS VARCHAR) END AS "column",
    latency_bucket,
    CAST(sum(attempts) AS DOUBLE) AS attempts,
    CAST(sum(settled) AS DOUBLE) AS settled,
    CAST(coalesce(sum(failures) FILTER (kind IS NULL OR kind = failed_with), 0) AS DOUBLE) AS failures
  FROM grouped
  CROSS JOIN kinds
  GROUP BY ALL
),

ranked AS (
  SELECT
    *,
    sum(attempts) OVER (PARTITION BY "row", "column", latency_bucket IS NULL ORDER BY latency_bucket) AS up_to_here,
    sum(attempts) OVER (PARTITION BY "row", "column", latency_bucket IS NULL) AS measured
  FROM buckets
),

cells AS (
  SELECT
    "row",
    "column",
    sum(attempts) AS attempts,
    sum(settled) AS settled,
    sum(failures) AS failures,
    min(CASE WHEN up_to_here > 0.95 * (measured - 1) THEN latency_bucket END) AS bucket_p95
  FROM ranked
  GROUP BY "row", "column"
)

SELECT "row", "column", attempts, settled, failures, 2 * pow(1.1, bucket_p95) / 2.1 AS value
FROM cells
WHERE attempts > 0
LIMIT $limit
