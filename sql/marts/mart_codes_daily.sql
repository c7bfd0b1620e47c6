SELECT
  utc_date,
  channel,
  error_code,
  error_message,
  rule,
  category,
  is_contradiction,
  count(*) AS failures,
  max(attempted_at) AS last_seen
FROM int_attempts
WHERE status = 'failed'
  AND reported_status <> 'succeeded'
GROUP BY utc_date, channel, error_code, error_message, rule, category, is_contradiction
