WITH
witnessed AS (
  SELECT
    int_logged_attempts.*,
    int_bill_matches.line_id IS NOT NULL AND int_logged_attempts.logged_status <> 'succeeded' AS is_corrected
  FROM int_logged_attempts
  LEFT JOIN int_bill_matches ON int_bill_matches.attempt_id = int_logged_attempts.attempt_id
),

classified AS (
  SELECT
    witnessed.* EXCLUDE (is_contradiction),
    is_contradiction AND NOT is_corrected AS is_contradiction,
    CASE WHEN is_corrected THEN 'succeeded' ELSE logged_status END AS status,
    CASE WHEN is_corrected THEN 'bill' ELSE logged_rule END AS rule
  FROM witnessed
)

SELECT
  classified.attempt_id,
  classified.attempted_at,
  classified.utc_date,
  classified.attempted_at + int_clock.utc_offset AS local_time,
  int_clock.local_date,
  int_clock.hour,
  CAST(isodow(int_clock.local_date) AS TINYINT) AS weekday,
  CAST(day(int_clock.local_date) AS TINYINT) AS day_of_month,
  CAST(day(last_day(int_clock.local_date)) - day(int_clock.local_date) AS TINYINT) AS days_to_month_end,
  hash(
    classified.campus_id, coalesce(building_id, 'unknown'), classified.channel, coalesce(bank, 'unknown'),
    coalesce(method, 'unknown'), coalesce(network_type, 'unknown'), coalesce(platform, 'unknown')
  ) AS slice_key,
  classified.campus_id,
  coalesce(building_id, 'unknown') AS building_id,
  classified.channel,
  coalesce(bank, 'unknown') AS bank,
  coalesce(method, 'unknown') AS method,
  coalesce(network_type, 'unknown') AS network_type,
  coalesce(platform, 'unknown') AS platform,
  reported_status,
  logged_status,
  status,
  CASE WHEN status = 'failed' THEN logged_category END AS category,
  rule,
  dictionary_family,
  is_contradiction,
  error_code,
  error_message,
  order_id,
  classified.order_key,
  coalesce(int_retries.attempt_no, 1) AS attempt_no,
  payer_id,
  amount_minor,
  currency,
  latency_ms,
  feedback_at,
  feedback_channel,
  reports_feedback,
  updated_at,
  data_through,
  extra
FROM classified
JOIN int_clock
  ON int_clock.timezone = classified.timezone
  AND int_clock.quarter_hour = time_bucket(INTERVAL '15 minutes', classified.attempted_at)
LEFT JOIN int_retries ON int_retries.attempt_id = classified.attempt_id
