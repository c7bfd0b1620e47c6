WITH
stored AS (
  SELECT utc_date, count(*) AS attempts
  FROM stg_attempts
  GROUP BY utc_date
),

counted AS (
  SELECT utc_date, sum(attempts) AS attempts
  FROM mart_hourly
  GROUP BY utc_date
)

SELECT stored.attempts AS stored, counted.attempts AS counted, coalesce(stored.utc_date, counted.utc_date) AS utc_date
FROM stored
FULL JOIN counted ON counted.utc_date = stored.utc_date
WHERE stored.attempts IS DISTINCT FROM counted.attempts
