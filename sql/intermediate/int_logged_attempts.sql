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
)

SELECT
  placed.* EXCLUDE (is_stale, failed_channel, batch_id),
  int_failure_codes.family AS dictionary_family,
  coalesce(int_failure_codes.is_contradiction, false) AS is_contradiction,
  CASE
    WHEN int_failure_codes.category = 'user_cancelled' THEN 'cancelled'
    WHEN placed.is_stale THEN 'failed'
    ELSE placed.reported_status
  END AS logged_status,
  CASE WHEN placed.is_stale THEN 'unpaid' ELSE int_failure_codes.category END AS logged_category,
  CASE WHEN placed.is_stale THEN 'stale_pending' ELSE int_failure_codes.rule END AS logged_rule
FROM placed
LEFT JOIN int_failure_codes
  ON int_failure_codes.channel = placed.failed_channel
  AND int_failure_codes.error_code = coalesce(placed.error_code, '')
  AND int_failure_codes.error_message = coalesce(placed.error_message, '')
