WITH
quarters AS (
  SELECT DISTINCT
    int_campuses.timezone,
    time_bucket(INTERVAL '15 minutes', stg_attempts.attempted_at) AS quarter_hour
  FROM stg_attempts
  JOIN int_campuses ON int_campuses.campus_id = stg_attempts.campus_id
),

local AS (
  SELECT
    timezone,
    quarter_hour,
    timezone(timezone, CAST(quarter_hour AS TIMESTAMPTZ)) AS local_time
  FROM quarters
)

SELECT
  timezone,
  quarter_hour,
  local_time - quarter_hour AS utc_offset,
  CAST(local_time AS DATE) AS local_date,
  CAST(extract('hour' FROM local_time) AS TINYINT) AS hour
FROM local
