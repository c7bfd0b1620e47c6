WITH
timed AS (
  SELECT
    *,
    timezone(timezone, CAST(data_through AS TIMESTAMPTZ)) AS local_time,
    CAST(date_diff('minute', data_through, local_time) AS INTEGER) AS offset_minutes
  FROM int_campuses
)

SELECT
  campus_id,
  name,
  timezone,
  CAST(epoch_ms(data_through) AS DOUBLE) AS data_through_ms,
  strftime(local_time, '%Y-%m-%dT%H:%M:%S.%g')
    || printf('%s%02d:%02d', CASE WHEN offset_minutes < 0 THEN '-' ELSE '+' END, abs(offset_minutes) // 60, abs(offset_minutes) % 60)
    AS data_through
FROM timed
ORDER BY campus_id
