SELECT
  findings.item_id,
  CAST(epoch_us(findings.happened_at) AS DOUBLE) AS happened_us,
  findings.kind,
  findings.campus_id,
  findings.channel,
  strftime(findings.happened_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS happened_at,
  findings.age_minutes,
  findings.is_past AS past_line,
  CAST(findings.stake_minor AS DOUBLE) / pow(10, coalesce(CAST(currencies.minor_digits AS INTEGER), 2)) AS at_stake,
  findings.currency,
  findings.attempt_id,
  findings.order_id,
  strftime(findings.attempted_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS attempted_at,
  findings.reported_status,
  findings.logged_status,
  CASE WHEN findings.attempt_id IS NOT NULL THEN 'succeeded' END AS corrected_status,
  findings.logged_category,
  CAST(findings.attempt_minor AS DOUBLE) / pow(10, coalesce(CAST(currencies.minor_digits AS INTEGER), 2)) AS attempt_amount,
  findings.line_id,
  findings.transaction_id,
  findings.bill_order_id,
  strftime(findings.paid_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS paid_at,
  CAST(findings.bill_minor AS DOUBLE) / pow(10, coalesce(CAST(currencies.minor_digits AS INTEGER), 2)) AS bill_amount,
  CAST(findings.refunded_minor AS DOUBLE) / pow(10, coalesce(CAST(currencies.minor_digits AS INTEGER), 2)) AS refunded
FROM mart_reconciliation AS findings
LEFT JOIN ref_currencies AS currencies ON currencies.currency = findings.currency
WHERE findings.local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
  AND ($campus_id IS NULL OR findings.campus_id IS NULL OR list_contains($campus_id, findings.campus_id))
  AND ($channel IS NULL OR list_contains($channel, findings.channel))
  AND ($kind IS NULL OR list_contains($kind, findings.kind))
  AND findings.happened_at <= make_timestamp(CAST($before_us AS BIGINT))
  AND (findings.happened_at < make_timestamp(CAST($before_us AS BIGINT)) OR findings.item_id < $before_id)
ORDER BY findings.happened_at DESC, findings.item_id DESC
LIMIT $limit
