SELECT
  incident_id,
  category,
  status,
  CAST(epoch_ms(started_at) AS DOUBLE) AS started_at,
  CAST(epoch_ms(ended_at) AS DOUBLE) AS ended_at,
  CAST(epoch_ms(last_seen_at) AS DOUBLE) AS last_seen_at,
  campus_id,
  building_id,
  channel,
  bank,
  method,
  timezone,
  CAST(observed AS DOUBLE) AS observed,
  expected,
  excess,
  CAST(lost_orders AS DOUBLE) AS lost_orders,
  CAST(failed_amount AS DOUBLE) / pow(10, coalesce(CAST(ref_currencies.minor_digits AS INTEGER), 2)) AS failed_amount,
  mart_incidents.currency,
  severity,
  verdict,
  recurrence,
  CAST(next_expected AS VARCHAR) AS next_expected
FROM mart_incidents
LEFT JOIN ref_currencies ON ref_currencies.currency = mart_incidents.currency
ORDER BY started_at, incident_id
