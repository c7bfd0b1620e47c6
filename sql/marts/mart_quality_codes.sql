SELECT
  channel,
  error_code,
  error_message,
  rule,
  category,
  is_contradiction,
  CAST(sum(failures) AS BIGINT) AS failures,
  max(last_seen) AS last_seen
FROM mart_codes_daily
GROUP BY channel, error_code, error_message, rule, category, is_contradiction
