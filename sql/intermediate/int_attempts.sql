WITH
placed AS (
  SELECT
    stg_attempts.*,
    int_campuses.timezone,
    int_campuses.data_through,
    stg_attempts.reported_status = 'pending'
      AND stg_attempts.attempted_at < int_campuses.data_through - INTERVAL '30 minutes' AS is_stale,
    CASE WHEN stg_attempts.reported_status = 'failed' THEN stg_attempts.channel END AS failed_channel
  FROM stg_attempts
  JOIN int_campuses ON int_campuses.campus_id = stg_attempts.campus_id
),

classified AS (
  SELECT
    placed.*,
    int_failure_codes.family AS dictionary_family,
    coalesce(int_failure_codes.is_contradiction, false) AS is_contradiction,
    CASE
      WHEN int_failure_codes.category = 'user_cancelled' THEN 'cancelled'
      WHEN placed.is_stale THEN 'failed'
      ELSE placed.reported_status
    END AS status,
    CASE WHEN placed.is_stale THEN 'unpaid' ELSE int_failure_codes.category END AS found_category,
    CASE WHEN placed.is_stale THEN 'stale_pending' ELSE int_failure_codes.rule END AS rule
  FROM placed
  LEFT JOIN int_failure_codes
    ON int_failure_codes.channel = placed.failed_channel
    AND int_failure_codes.error_code = coalesce(placed.error_code, '')
    AND int_failure_codes.error_message = coalesce(placed.error_message, '')
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
  status,
  CASE WHEN status = 'failed' THEN found_category END AS category,
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
