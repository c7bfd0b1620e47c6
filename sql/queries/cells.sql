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
  WHERE (place_key IS NULL) = ($mart <> 'mart_hourly')
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
    facts.attempts,
    facts.settled,
    facts.failures,
    facts.failed_amount,
    facts.lost_orders,
    facts.lost_amount
  FROM query_table($mart) AS facts
  JOIN slices ON slices.slice_key = facts.slice_key
  WHERE facts.local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
),

grouped AS MATERIALIZED (
  SELECT
    COLUMNS(name -> name = $rows) AS "row",
    COLUMNS(name -> name = $columns) AS "column",
    CASE WHEN 'category' IN ($rows, $columns) THEN failed_with END AS failed_with,
    sum(attempts) AS attempts,
    sum(settled) AS settled,
    sum(failures) AS all_failures,
    sum(failures) FILTER (is_chosen) AS failures,
    sum(failed_amount) FILTER (is_chosen) AS failed_amount,
    sum(lost_orders) FILTER (is_chosen) AS lost_orders,
    sum(lost_amount) FILTER (is_chosen) AS lost_amount
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
    CAST(sum(all_failures) AS DOUBLE) AS all_failures,
    CAST(coalesce(sum(failures) FILTER (kind IS NULL OR kind = failed_with), 0) AS DOUBLE) AS failures,
    CAST(coalesce(sum(failed_amount) FILTER (kind IS NULL OR kind = failed_with), 0) AS DOUBLE) AS failed_amount,
    CAST(coalesce(sum(lost_orders) FILTER (kind IS NULL OR kind = failed_with), 0) AS DOUBLE) AS lost_orders,
    CAST(coalesce(sum(lost_amount) FILTER (kind IS NULL OR kind = failed_with), 0) AS DOUBLE) AS lost_amount
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
  failures / nullif(settled, 0) AS failure_rate,
  failures / nullif(all_failures, 0) AS share,
  failed_amount / 100 AS failed_amount,
  lost_orders,
  lost_amount / 100 AS lost_amount
FROM cells
WHERE attempts > 0
LIMIT $limit
