WITH
fine AS (
  SELECT utc_date, sum(attempts) AS attempts, sum(failures) AS failures, sum(lost_amount) AS lost_amount
  FROM mart_hourly
  GROUP BY utc_date
),

coarse AS (
  SELECT 'place' AS mart, utc_date, sum(attempts) AS attempts, sum(failures) AS failures, sum(lost_amount) AS lost_amount
  FROM mart_hourly_place
  GROUP BY utc_date
  UNION ALL
  SELECT 'rail' AS mart, utc_date, sum(attempts) AS attempts, sum(failures) AS failures, sum(lost_amount) AS lost_amount
  FROM mart_hourly_rail
  GROUP BY utc_date
  UNION ALL
  SELECT 'device' AS mart, utc_date, sum(attempts) AS attempts, sum(failures) AS failures, sum(lost_amount) AS lost_amount
  FROM mart_hourly_device
  GROUP BY utc_date
),

marts AS (
  SELECT mart
  FROM (VALUES ('place'), ('rail'), ('device')) AS listed (mart)
),

compared AS (
  SELECT marts.mart, fine.utc_date, fine.attempts, fine.failures, fine.lost_amount
  FROM marts
  CROSS JOIN fine
)

(SELECT mart, utc_date, attempts, failures, lost_amount FROM compared EXCEPT SELECT * FROM coarse)
UNION ALL
(SELECT * FROM coarse EXCEPT SELECT mart, utc_date, attempts, failures, lost_amount FROM compared)
