SELECT
  utc_date,
  local_date,
  hour,
  dim_slice.place_key AS slice_key,
  category,
  CAST(sum(attempts) AS BIGINT) AS attempts,
  CAST(sum(settled) AS BIGINT) AS settled,
  CAST(sum(settled_late) AS BIGINT) AS settled_late,
  CAST(sum(cancelled) AS BIGINT) AS cancelled,
  CAST(sum(pending) AS BIGINT) AS pending,
  CAST(sum(failures) AS BIGINT) AS failures,
  CAST(sum(failed_amount) AS BIGINT) AS failed_amount,
  CAST(sum(feedback_known) AS BIGINT) AS feedback_known,
  CAST(sum(silent_failures) AS BIGINT) AS silent_failures,
  CAST(sum(late_feedback) AS BIGINT) AS late_feedback,
  CAST(sum(orders) AS BIGINT) AS orders,
  CAST(sum(orders_at_risk) AS BIGINT) AS orders_at_risk,
  CAST(sum(recovered_orders) AS BIGINT) AS recovered_orders,
  CAST(sum(recovered_orders_24h) AS BIGINT) AS recovered_orders_24h,
  CAST(sum(immature_orders) AS BIGINT) AS immature_orders,
  CAST(sum(lost_orders) AS BIGINT) AS lost_orders,
  CAST(sum(lost_amount) AS BIGINT) AS lost_amount
FROM mart_hourly
JOIN dim_slice ON dim_slice.slice_key = mart_hourly.slice_key
GROUP BY utc_date, local_date, hour, dim_slice.place_key, category
