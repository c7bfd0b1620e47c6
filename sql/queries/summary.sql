WITH
slices AS (
  SELECT slice_key
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

by_category AS (
  SELECT
    category,
    $category IS NULL OR coalesce(list_contains($category, category), false) AS is_chosen,
    CAST(sum(attempts) AS DOUBLE) AS attempts,
    CAST(sum(settled) AS DOUBLE) AS settled,
    CAST(sum(failures) AS DOUBLE) AS failures,
    CAST(sum(failed_amount) AS DOUBLE) AS failed_amount,
    CAST(sum(feedback_known) AS DOUBLE) AS feedback_known,
    CAST(sum(silent_failures) AS DOUBLE) AS silent_failures,
    CAST(sum(orders) AS DOUBLE) AS orders,
    CAST(sum(orders_at_risk) AS DOUBLE) AS orders_at_risk,
    CAST(sum(recovered_orders) AS DOUBLE) AS recovered_orders,
    CAST(sum(recovered_orders_24h) AS DOUBLE) AS recovered_orders_24h,
    CAST(sum(immature_orders) AS DOUBLE) AS immature_orders,
    CAST(sum(lost_orders) AS DOUBLE) AS lost_orders,
    CAST(sum(lost_amount) AS DOUBLE) AS lost_amount
  FROM query_table($mart) AS facts
  JOIN slices ON slices.slice_key = facts.slice_key
  WHERE local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
  GROUP BY ALL
),

totals AS (
  SELECT
    coalesce(sum(attempts), 0) AS attempts,
    coalesce(sum(settled), 0) AS settled,
    coalesce(sum(failures), 0) AS all_failures,
    coalesce(sum(failures) FILTER (category = 'unknown'), 0) AS unknown_failures,
    coalesce(sum(orders), 0) AS orders,
    coalesce(sum(failures) FILTER (is_chosen), 0) AS failures,
    coalesce(sum(failed_amount) FILTER (is_chosen), 0) AS failed_amount,
    coalesce(sum(feedback_known) FILTER (is_chosen), 0) AS feedback_known,
    coalesce(sum(silent_failures) FILTER (is_chosen), 0) AS silent_failures,
    coalesce(sum(orders_at_risk) FILTER (is_chosen), 0) AS orders_at_risk,
    coalesce(sum(recovered_orders) FILTER (is_chosen), 0) AS recovered_orders,
    coalesce(sum(recovered_orders_24h) FILTER (is_chosen), 0) AS recovered_orders_24h,
    coalesce(sum(immature_orders) FILTER (is_chosen), 0) AS immature_orders,
    coalesce(sum(lost_orders) FILTER (is_chosen), 0) AS lost_orders,
    coalesce(sum(lost_amount) FILTER (is_chosen), 0) AS lost_amount,
    coalesce(list({category: category, failures: failures}) FILTER (is_chosen AND category IS NOT NULL), []) AS categories
  FROM by_category
)

SELECT
  attempts,
  settled,
  failures,
  failures / nullif(settled, 0) AS failure_rate,
  orders,
  orders_at_risk,
  recovered_orders,
  recovered_orders_24h,
  immature_orders,
  lost_orders,
  lost_amount / 100 AS lost_amount,
  failed_amount / 100 AS failed_amount,
  CASE WHEN feedback_known > 0 THEN silent_failures END AS silent_failures,
  unknown_failures / nullif(all_failures, 0) AS unknown_share,
  categories
FROM totals
