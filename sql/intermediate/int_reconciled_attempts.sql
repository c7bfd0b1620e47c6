WITH
proven AS (
  SELECT
    int_logged_attempts.attempt_id,
    int_bill_matches.line_id,
    int_logged_attempts.campus_id,
    int_logged_attempts.channel,
    int_logged_attempts.timezone,
    int_logged_attempts.attempted_at,
    int_logged_attempts.reported_status,
    int_logged_attempts.logged_status,
    CASE WHEN int_logged_attempts.logged_status = 'failed' THEN int_logged_attempts.logged_category END AS logged_category,
    int_logged_attempts.order_id,
    int_logged_attempts.amount_minor,
    int_logged_attempts.currency,
    int_logged_attempts.logged_status <> 'succeeded' AS is_corrected,
    int_logged_attempts.amount_minor <> int_bill_lines.amount_minor
      OR int_logged_attempts.currency <> int_bill_lines.currency AS is_mismatch
  FROM int_bill_matches
  JOIN int_bill_lines ON int_bill_lines.line_id = int_bill_matches.line_id
  JOIN int_logged_attempts ON int_logged_attempts.attempt_id = int_bill_matches.attempt_id
),

given_back AS (
  SELECT DISTINCT channel, order_id
  FROM int_bill_lines
  WHERE kind = 'refund'
    AND order_id IS NOT NULL
),

unproven AS (
  SELECT
    stg_attempts.attempt_id,
    stg_attempts.campus_id,
    stg_attempts.channel,
    int_campuses.timezone,
    stg_attempts.attempted_at,
    stg_attempts.reported_status,
    stg_attempts.reported_status AS logged_status,
    stg_attempts.order_id,
    stg_attempts.amount_minor,
    stg_attempts.currency
  FROM stg_attempts
  JOIN int_campuses ON int_campuses.campus_id = stg_attempts.campus_id
  JOIN int_clock
    ON int_clock.timezone = int_campuses.timezone
    AND int_clock.quarter_hour = time_bucket(INTERVAL '15 minutes', stg_attempts.attempted_at)
  JOIN int_bill_days
    ON int_bill_days.campus_id = stg_attempts.campus_id
    AND int_bill_days.channel = stg_attempts.channel
    AND int_bill_days.local_date = int_clock.local_date
  LEFT JOIN int_bill_matches ON int_bill_matches.attempt_id = stg_attempts.attempt_id
  LEFT JOIN given_back AS order_given_back
    ON order_given_back.channel = stg_attempts.channel
    AND order_given_back.order_id = stg_attempts.order_id
  LEFT JOIN given_back AS attempt_given_back
    ON attempt_given_back.channel = stg_attempts.channel
    AND attempt_given_back.order_id = stg_attempts.attempt_id
  WHERE stg_attempts.reported_status = 'succeeded'
    AND int_bill_matches.line_id IS NULL
    AND order_given_back.order_id IS NULL
    AND attempt_given_back.order_id IS NULL
),

missed AS (
  SELECT unproven.*
  FROM unproven
  JOIN int_bill_days
    ON int_bill_days.campus_id = unproven.campus_id
    AND int_bill_days.channel = unproven.channel
    AND int_bill_days.local_date = CAST(
      timezone(unproven.timezone, CAST(unproven.attempted_at + INTERVAL '15 minutes' AS TIMESTAMPTZ)) AS DATE
    )
),

findings AS (
  SELECT 'corrected' AS kind, * EXCLUDE (is_corrected, is_mismatch) FROM proven WHERE is_corrected
  UNION ALL BY NAME
  SELECT 'amount_mismatch' AS kind, * EXCLUDE (is_corrected, is_mismatch) FROM proven WHERE is_mismatch
  UNION ALL BY NAME
  SELECT 'order_without_money' AS kind, * FROM missed
)

SELECT
  findings.kind,
  findings.attempt_id,
  findings.line_id,
  findings.campus_id,
  findings.channel,
  int_clock.local_date,
  findings.attempted_at,
  findings.reported_status,
  findings.logged_status,
  findings.logged_category,
  findings.order_id,
  findings.amount_minor,
  findings.currency
FROM findings
JOIN int_clock
  ON int_clock.timezone = findings.timezone
  AND int_clock.quarter_hour = time_bucket(INTERVAL '15 minutes', findings.attempted_at)
