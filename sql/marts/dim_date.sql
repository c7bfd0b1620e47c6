WITH
dates AS (
  SELECT DISTINCT local_date
  FROM mart_hourly_place
)

SELECT
  local_date,
  CAST(isodow(local_date) AS TINYINT) AS weekday,
  CAST(day(local_date) AS TINYINT) AS day_of_month,
  CAST(day(last_day(local_date)) - day(local_date) AS TINYINT) AS days_to_month_end,
  CAST(date_trunc('week', local_date) AS DATE) AS week_start,
  CAST(date_trunc('month', local_date) AS DATE) AS month_start
FROM dates
