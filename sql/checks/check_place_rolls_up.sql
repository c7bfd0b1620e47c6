WITH
fine AS (
  SELECT utc_date, sum(attempts) AS attempts, sum(failures) AS failures, sum(lost_amount) AS lost_amount
  FROM mart_hourly
  GROUP BY utc_date
),

coarse AS (
  SELECT utc_date, sum(attempts) AS attempts, sum(failures) AS failures, sum(lost_amount) AS lost_amount
  FROM mart_hourly_place
  GROUP BY utc_date
)

SELECT *
FROM fine
FULL JOIN coarse USING (utc_date, attempts, failures, lost_amount)
WHERE fine.attempts IS NULL
  OR coarse.attempts IS NULL
