WITH
placed AS (
  SELECT
    *,
    CAST(timezone(timezone, CAST(started_at AS TIMESTAMPTZ)) AS DATE) AS first_date,
    CAST(timezone(timezone, CAST(ended_at - INTERVAL '1 microsecond' AS TIMESTAMPTZ)) AS DATE) AS last_date
  FROM mart_incidents
)

SELECT
  placed.incident_id,
  placed.category,
  placed.status,
  strftime(placed.started_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS started_at,
  strftime(placed.ended_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS ended_at,
  strftime(placed.last_seen_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS last_seen_at,
  strftime(placed.raised_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS raised_at,
  strftime(placed.peak_from, '%Y-%m-%dT%H:%M:%S.%gZ') AS peak_from,
  strftime(placed.peak_to, '%Y-%m-%dT%H:%M:%S.%gZ') AS peak_to,
  placed.timezone,
  placed.campus_id,
  placed.building_id,
  placed.channel,
  placed.bank,
  placed.method,
  CAST(placed.settled AS DOUBLE) AS settled,
  CAST(placed.observed AS DOUBLE) AS observed,
  placed.expected,
  placed.excess,
  placed.excess_low,
  placed.excess_high,
  CAST(placed.orders_at_risk AS DOUBLE) AS orders_at_risk,
  CAST(placed.lost_orders AS DOUBLE) AS lost_orders,
  CAST(placed.immature_orders AS DOUBLE) AS immature_orders,
  CAST(placed.failed_amount AS DOUBLE) / pow(10, coalesce(CAST(currencies.minor_digits AS INTEGER), 2)) AS failed_amount,
  CAST(placed.lost_amount AS DOUBLE) / pow(10, coalesce(CAST(currencies.minor_digits AS INTEGER), 2)) AS lost_amount,
  placed.currency,
  placed.severity,
  placed.verdict,
  placed.certainty,
  CAST(placed.evidence AS VARCHAR) AS evidence,
  placed.recurrence,
  CAST(placed.next_expected AS VARCHAR) AS next_expected,
  CAST(placed.smallest_excess AS DOUBLE) AS smallest_excess,
  CAST(placed.learned_days AS DOUBLE) AS learned_days,
  placed.is_wide
FROM placed
LEFT JOIN ref_currencies AS currencies ON currencies.currency = placed.currency
WHERE ($from IS NULL OR placed.last_date IS NULL OR placed.last_date >= CAST($from AS DATE))
  AND ($to IS NULL OR placed.first_date <= CAST($to AS DATE))
  AND ($category IS NULL OR list_contains($category, placed.category))
  AND ($campus_id IS NULL OR placed.campus_id IS NULL OR list_contains($campus_id, placed.campus_id))
  AND ($incident_id IS NULL OR list_contains($incident_id, placed.incident_id))
  AND ($status IS NULL OR list_contains($status, placed.status))
  AND ($verdict IS NULL OR list_contains($verdict, placed.verdict))
ORDER BY placed.failed_amount DESC, placed.excess DESC, placed.started_at, placed.incident_id
