WITH
matched AS (
  SELECT
    stg_bills.*,
    int_bill_matches.attempt_id,
    coalesce(stg_bills.campus_id, int_bill_matches.campus_id) AS place
  FROM stg_bills
  LEFT JOIN int_bill_matches ON int_bill_matches.line_id = stg_bills.line_id
),

undone AS (
  SELECT
    refunds.line_id,
    refunds.amount_minor,
    payments.line_id AS payment_line_id,
    row_number() OVER (
      PARTITION BY refunds.line_id
      ORDER BY
        coalesce(payments.transaction_id = refunds.transaction_id, false) DESC, payments.paid_at, payments.line_id
    ) AS choice
  FROM stg_bills AS refunds
  JOIN stg_bills AS payments
    ON payments.channel = refunds.channel
    AND payments.order_id = refunds.order_id
    AND coalesce(payments.campus_id = refunds.campus_id, true)
  WHERE refunds.kind = 'refund'
    AND payments.kind = 'payment'
),

refunded AS (
  SELECT payment_line_id, CAST(sum(amount_minor) AS BIGINT) AS refunded_minor
  FROM undone
  WHERE choice = 1
  GROUP BY payment_line_id
)

SELECT
  matched.line_id,
  matched.channel,
  matched.kind,
  matched.paid_at,
  CAST(
    timezone(coalesce(int_campuses.timezone, 'Asia/Shanghai'), CAST(matched.paid_at AS TIMESTAMPTZ)) AS DATE
  ) AS local_date,
  matched.amount_minor,
  CASE WHEN matched.kind = 'payment' THEN coalesce(refunded.refunded_minor, 0) END AS refunded_minor,
  matched.currency,
  matched.order_id,
  matched.transaction_id,
  matched.campus_id,
  matched.fee_minor,
  matched.attempt_id,
  CASE WHEN matched.kind = 'refund' THEN undone.payment_line_id END AS payment_line_id
FROM matched
LEFT JOIN int_campuses ON int_campuses.campus_id = matched.place
LEFT JOIN refunded ON refunded.payment_line_id = matched.line_id
LEFT JOIN undone
  ON undone.line_id = matched.line_id
  AND undone.choice = 1
