SELECT
  local_date,
  campus_id,
  channel,
  currency,
  count(CASE WHEN kind = 'payment' THEN 1 END) AS payments,
  count(CASE WHEN kind = 'payment' THEN attempt_id END) AS matched,
  CAST(coalesce(sum(CASE WHEN kind = 'payment' THEN amount_minor END), 0) AS BIGINT) AS paid_minor,
  count(CASE WHEN kind = 'refund' THEN 1 END) AS refunds,
  CAST(coalesce(sum(CASE WHEN kind = 'refund' THEN amount_minor END), 0) AS BIGINT) AS refunded_minor,
  CAST(coalesce(sum(fee_minor), 0) AS BIGINT) AS fee_minor
FROM int_bill_lines
GROUP BY local_date, campus_id, channel, currency
