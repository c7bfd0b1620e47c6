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
    dim_date.* EXCLUDE (local_date),
    facts.local_date AS date,
    facts.hour,
    facts.local_date + to_hours(facts.hour) AS hour_start,
    NULL AS category,
    NULL AS nothing,
    facts.category AS failed_with,
    facts.attempts,
    facts.settled,
    facts.failures,
    facts.failed_amount,
    facts.lost_orders
  FROM query_table($mart) AS facts
  JOIN slices ON slices.slice_key = facts.slice_key
  JOIN dim_date ON dim_date.local_date = facts.local_date
  WHERE facts.local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
),

grouped AS (
  SELECT
    COLUMNS(name -> name = $rows) AS "row",
    COLUMNS(name -> name = $columns) AS "column",
    failed_with,
    $category IS NULL OR coalesce(list_contains($category, failed_with), false) AS is_chosen,
    sum(attempts) AS attempts,
    sum(settled) AS settled,
    sum(failures) AS failures,
    sum(failed_amount) AS failed_amount,
    sum(lost_orders) AS lost_orders
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

cells AS (
  SELECT
    CASE WHEN $rows = 'category' THEN kinds.kind ELSE CAST(grouped."row" AS VARCHAR) END AS "row",
    CASE WHEN $columns = 'category' THEN kinds.kind ELSE CAST(grouped."column" AS VARCHAR) END AS "column",
    CAST(sum(attempts) AS DOUBLE) AS attempts,
    CAST(sum(settled) AS DOUBLE) AS settled,
    CAST(sum(failures) AS DOUBLE) AS all_failures,
    CAST(sum(CASE WHEN is_chosen AND (kind IS NULL OR kind = failed_with) THEN failures ELSE 0 END) AS DOUBLE) AS failures,
    CAST(
      sum(CASE WHEN is_chosen AND (kind IS NULL OR kind = failed_with) THEN failed_amount ELSE 0 END) AS DOUBLE
    ) AS failed_amount,
    CAST(
      sum(CASE WHEN is_chosen AND (kind IS NULL OR kind = failed_with) THEN lost_orders ELSE 0 END) AS DOUBLE
    ) AS lost_orders
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
  CASE $metric
    WHEN 'failures' THEN failures
    WHEN 'failure_rate' THEN failures / nullif(settled, 0)
    WHEN 'share' THEN failures / nullif(all_failures, 0)
    WHEN 'attempts' THEN attempts
    WHEN 'failed_amount' THEN failed_amount / 100
    WHEN 'lost_orders' THEN lost_orders
  END AS value
FROM cells
WHERE attempts > 0
LIMIT $limit
