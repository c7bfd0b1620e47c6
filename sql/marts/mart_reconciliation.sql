WITH
ends AS (
  SELECT max(ended_at) AS data_end
  FROM (
    SELECT max(data_through) AS ended_at FROM int_campuses
    UNION ALL
    SELECT max(paid_at) AS ended_at FROM int_bill_lines
  ) AS sides
),

contradicted AS (
  SELECT
    int_reconciled_attempts.kind,
    int_reconciled_attempts.campus_id,
    int_reconciled_attempts.channel,
    int_reconciled_attempts.local_date,
    coalesce(int_bill_lines.paid_at, int_reconciled_attempts.attempted_at) AS happened_at,
    int_reconciled_attempts.attempt_id,
    int_reconciled_attempts.order_id,
    int_reconciled_attempts.attempted_at,
    int_reconciled_attempts.reported_status,
    int_reconciled_attempts.logged_status,
    int_reconciled_attempts.logged_category,
    int_reconciled_attempts.amount_minor AS attempt_minor,
    int_bill_lines.line_id,
    int_bill_lines.transaction_id,
    int_bill_lines.order_id AS bill_order_id,
    int_bill_lines.paid_at,
    int_bill_lines.amount_minor AS bill_minor,
    int_bill_lines.refunded_minor,
    coalesce(int_bill_lines.currency, int_reconciled_attempts.currency) AS currency
  FROM int_reconciled_attempts
  LEFT JOIN int_bill_lines ON int_bill_lines.line_id = int_reconciled_attempts.line_id
),

orphaned AS (
  SELECT
    'money_without_order' AS kind,
    campus_id,
    channel,
    local_date,
    paid_at AS happened_at,
    line_id,
    transaction_id,
    order_id AS bill_order_id,
    paid_at,
    amount_minor AS bill_minor,
    refunded_minor,
    currency
  FROM int_bill_lines
  WHERE kind = 'payment'
    AND attempt_id IS NULL
),

findings AS (
  SELECT * FROM contradicted
  UNION ALL BY NAME
  SELECT * FROM orphaned
),

weighed AS (
  SELECT
    *,
    CASE kind
      WHEN 'order_without_money' THEN coalesce(attempt_minor, 0)
      WHEN 'amount_mismatch' THEN abs(bill_minor - coalesce(attempt_minor, 0))
      ELSE greatest(bill_minor - refunded_minor, 0)
    END AS stake_minor
  FROM findings
)

SELECT
  weighed.kind || ' ' || coalesce(weighed.line_id, weighed.attempt_id) AS item_id,
  weighed.kind,
  weighed.campus_id,
  weighed.channel,
  weighed.local_date,
  weighed.happened_at,
  CAST(date_diff('second', weighed.happened_at, ends.data_end) AS DOUBLE) / 60 AS age_minutes,
  weighed.stake_minor > 0 AND weighed.happened_at < ends.data_end - INTERVAL '15 minutes' AS is_past,
  weighed.attempt_id,
  weighed.order_id,
  weighed.attempted_at,
  weighed.reported_status,
  weighed.logged_status,
  weighed.logged_category,
  weighed.attempt_minor,
  weighed.line_id,
  weighed.transaction_id,
  weighed.bill_order_id,
  weighed.paid_at,
  weighed.bill_minor,
  weighed.refunded_minor,
  weighed.currency,
  weighed.stake_minor
FROM weighed
CROSS JOIN ends
