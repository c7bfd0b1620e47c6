WITH
weekly AS (
  SELECT
    dim_date.week_start,
    mart_hourly_place.slice_key,
    mart_hourly_place.hour,
    mart_hourly_place.category,
    sum(mart_hourly_place.failures) AS failures,
    sum(mart_hourly_place.settled) AS settled
  FROM mart_hourly_place
  JOIN dim_date ON dim_date.local_date = mart_hourly_place.local_date
  GROUP BY dim_date.week_start, mart_hourly_place.slice_key, mart_hourly_place.hour, mart_hourly_place.category
),

facts AS (
  SELECT week_start, slice_key, hour, category, failures, 0 AS settled
  FROM weekly
  WHERE category IS NOT NULL
  UNION ALL
  SELECT week_start, slice_key, hour, NULL AS category, 0 AS failures, settled
  FROM weekly
),

weeks_served AS (
  SELECT DISTINCT served.week_start, learned.week_start AS learned_week
  FROM dim_date AS served
  JOIN dim_date AS learned
    ON learned.week_start < served.week_start
    AND learned.week_start >= served.week_start - 28
)

SELECT
  weeks_served.week_start,
  facts.slice_key,
  facts.hour,
  facts.category,
  CAST(sum(facts.failures) AS BIGINT) AS failures,
  CAST(sum(facts.settled) AS BIGINT) AS settled
FROM weeks_served
JOIN facts ON facts.week_start = weeks_served.learned_week
GROUP BY weeks_served.week_start, facts.slice_key, facts.hour, facts.category
