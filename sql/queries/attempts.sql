WITH
page AS (
  SELECT *
  FROM int_attempts
  WHERE attempted_at >= CAST($first_utc_date AS DATE)
    AND attempted_at < CAST($last_utc_date AS DATE) + INTERVAL '1 day'
    AND attempted_at <= make_timestamp(CAST($before_us AS BIGINT))
    AND (attempted_at < make_timestamp(CAST($before_us AS BIGINT)) OR attempt_id < $before_id)
    AND local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
    AND ($campus_id IS NULL OR list_contains($campus_id, campus_id))
    AND (
      $building_id IS NULL
      OR list_contains($building_id, building_id)
      OR list_contains($building_id, campus_id || '/' || building_id)
    )
    AND ($channel IS NULL OR list_contains($channel, channel))
    AND ($bank IS NULL OR list_contains($bank, bank))
    AND ($method IS NULL OR list_contains($method, method))
    AND ($network_type IS NULL OR list_contains($network_type, network_type))
    AND ($platform IS NULL OR list_contains($platform, platform))
    AND ($hour IS NULL OR list_contains($hour, hour))
    AND ($weekday IS NULL OR list_contains($weekday, weekday))
    AND ($day_of_month IS NULL OR list_contains($day_of_month, day_of_month))
    AND ($days_to_month_end IS NULL OR list_contains($days_to_month_end, days_to_month_end))
    AND ($category IS NULL OR list_contains($category, category))
    AND ($status IS NULL OR list_contains($status, status))
    AND ($order_id IS NULL OR order_id = $order_id)
  ORDER BY attempted_at DESC, attempt_id DESC
  LIMIT $limit
)

SELECT
  page.attempt_id,
  CAST(epoch_us(page.attempted_at) AS DOUBLE) AS attempted_us,
  strftime(page.attempted_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS attempted_at,
  strftime(page.local_time, '%Y-%m-%dT%H:%M:%S.%g') AS local_time,
  page.campus_id,
  page.building_id,
  page.channel,
  page.method,
  page.bank,
  page.status,
  page.reported_status,
  page.category,
  page.rule,
  page.error_code,
  page.error_message,
  codes.meaning_zh,
  codes.meaning_en,
  codes.hint_zh,
  codes.hint_en,
  page.order_id,
  CAST(page.attempt_no AS DOUBLE) AS attempt_no,
  page.payer_id,
  CAST(page.amount_minor AS DOUBLE) / pow(10, coalesce(CAST(currencies.minor_digits AS INTEGER), 2)) AS amount,
  page.currency,
  CAST(page.latency_ms AS DOUBLE) AS latency_ms,
  page.network_type,
  page.platform,
  strftime(page.feedback_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS feedback_at,
  page.feedback_channel
FROM page
LEFT JOIN ref_gateway_codes AS codes
  ON codes.family = page.dictionary_family
  AND codes.code = page.error_code
LEFT JOIN ref_currencies AS currencies ON currencies.currency = page.currency
ORDER BY page.attempted_at DESC, page.attempt_id DESC
