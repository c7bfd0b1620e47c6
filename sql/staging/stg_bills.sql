SELECT
  line_id,
  channel,
  kind,
  paid_at,
  abs(CASE WHEN kind = 'refund' THEN coalesce(nullif(refund_amount_minor, 0), amount_minor) ELSE amount_minor END) AS amount_minor,
  currency,
  order_id,
  transaction_id,
  campus_id,
  payer_id,
  CASE WHEN kind = 'refund' THEN -abs(fee_minor) ELSE abs(fee_minor) END AS fee_minor,
  updated_at,
  extra,
  batch_id
FROM raw_bills
