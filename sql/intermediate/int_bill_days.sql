WITH
zones AS (
  SELECT DISTINCT timezone
  FROM int_campuses
),

quarters AS (
  SELECT DISTINCT channel, campus_id, time_bucket(INTERVAL '15 minutes', paid_at) AS quarter_hour
  FROM stg_bills
  WHERE kind = 'payment'
),

dates AS (
  SELECT DISTINCT
    quarters.channel,
    quarters.campus_id,
    zones.timezone,
    CAST(timezone(zones.timezone, CAST(quarters.quarter_hour AS TIMESTAMPTZ)) AS DATE) AS local_date
  FROM quarters
  CROSS JOIN zones
)

SELECT DISTINCT int_campuses.campus_id, dates.channel, dates.local_date
FROM dates
JOIN int_campuses
  ON int_campuses.timezone = dates.timezone
  AND coalesce(dates.campus_id, int_campuses.campus_id) = int_campuses.campus_id
