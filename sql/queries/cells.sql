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
    CASE
      WHEN $apart THEN facts.category
      WHEN $category IS NULL OR list_contains($category, facts.category) THEN 'chosen'
    END AS part,
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

grouped AS (
  SELECT
    COLUMNS(name -> name = $rows) AS "row",
    COLUMNS(name -> name = $columns) AS "column",
    part,
    sum(attempts) AS attempts,
    sum(settled) AS settled,
    sum(failures) AS failures,
    sum(failed_amount) AS failed_minor,
    sum(lost_orders) AS lost_orders,
    sum(lost_amount) AS lost_minor
  FROM located
  GROUP BY ALL
  LIMIT $limit
)

SELECT
  CAST("row" AS VARCHAR) AS "row",
  CAST("column" AS VARCHAR) AS "column",
  part,
  CAST(attempts AS DOUBLE) AS attempts,
  CAST(settled AS DOUBLE) AS settled,
  CAST(failures AS DOUBLE) AS failures,
  CAST(failed_minor AS DOUBLE) AS failed_minor,
  CAST(lost_orders AS DOUBLE) AS lost_orders,
  CAST(lost_minor AS DOUBLE) AS lost_minor
FROM grouped
