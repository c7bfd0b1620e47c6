WITH
stored AS (
  SELECT
    count(*) AS lines,
    count(CASE WHEN kind = 'payment' THEN 1 END) AS payments
  FROM stg_bills
),

accepted AS (
  SELECT coalesce(sum(rows_accepted), 0) AS lines
  FROM raw_batches
  WHERE table_name = 'bills'
),

answered AS (
  SELECT count(*) AS payments
  FROM int_bill_matches
),

open AS (
  SELECT count(*) AS payments
  FROM mart_reconciliation
  WHERE kind = 'money_without_order'
)

SELECT stored.lines AS stored, accepted.lines AS accepted, stored.payments, answered.payments AS answered, open.payments AS open
FROM stored
CROSS JOIN accepted
CROSS JOIN answered
CROSS JOIN open
WHERE stored.lines <> accepted.lines
  OR stored.payments <> answered.payments + open.payments
