WITH
slices AS (
  SELECT
    slice_key,
    campus_id,
    dense_rank() OVER (ORDER BY campus_id, building_id) AS place
  FROM dim_slice
  WHERE (place_key IS NULL) = ($mart <> 'mart_hourly')
    AND ($campus_id IS NULL OR list_contains($campus_id, campus_id))
    AND (
      $building_id IS NULL
      OR list_contains($building_id, building_id)
      OR list_contains($building_id, campus_id || '/' || building_id)
    )
    AND ($channel IS NULL OR list_contains($channel, channel))
    AND ($bank IS NULL OR list_contains($bank, bank))
    AND ($method IS NULL OR list_contains($method, method))
    AND ($network_type IS NULL OR list_contains($network_type, network_type))
    AND ($platform IS NULL OR list_contains($platform, platform))
),

dates AS (
  SELECT
    local_date,
    days_to_month_end >= 7 AND day_of_month > 7 AS is_far,
    days_to_month_end < 7 AND local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE) AS is_asked
  FROM dim_date
  WHERE local_date BETWEEN least(CAST($to AS DATE) - 182, CAST($from AS DATE)) AND CAST($to AS DATE)
),

hours AS MATERIALIZED (
  SELECT
    slices.campus_id,
    slices.place,
    facts.hour,
    facts.local_date,
    dates.is_far,
    dates.is_asked,
    facts.settled,
    CASE WHEN facts.category = 'unpaid' THEN facts.failures ELSE 0 END AS unpaid
  FROM query_table($mart) AS facts
  JOIN slices ON slices.slice_key = facts.slice_key
  JOIN dates ON dates.local_date = facts.local_date
  WHERE dates.is_far OR dates.is_asked
),

usual_of_place AS MATERIALIZED (
  SELECT
    campus_id,
    place,
    hour,
    CAST(sum(settled) AS DOUBLE) AS settled,
    CAST(sum(unpaid) AS DOUBLE) AS unpaid
  FROM hours
  WHERE is_far
  GROUP BY campus_id, place, hour
),

usual_of_campus AS (
  SELECT campus_id, hour, sum(unpaid) / nullif(sum(settled), 0) AS rate
  FROM usual_of_place
  GROUP BY campus_id, hour
),

-- A thin building leans on its campus: the campus counts as 200 attempts of its own.
rates AS (
  SELECT
    places.place,
    usual_of_campus.hour,
    (coalesce(unpaid, 0) + 200 * rate) / (coalesce(settled, 0) + 200) AS rate
  FROM (SELECT DISTINCT campus_id, place FROM slices) AS places
  JOIN usual_of_campus ON usual_of_campus.campus_id = places.campus_id
  LEFT JOIN usual_of_place
    ON usual_of_place.place = places.place
    AND usual_of_place.hour = usual_of_campus.hour
),

days AS MATERIALIZED (
  SELECT
    hours.local_date,
    hours.is_far,
    hours.is_asked,
    CAST(sum(hours.unpaid) AS DOUBLE) AS unpaid,
    CAST(sum(CAST(hours.settled * rates.rate AS DECIMAL(28, 12))) AS DOUBLE) AS expected
  FROM hours
  JOIN rates ON rates.place = hours.place AND rates.hour = hours.hour
  GROUP BY hours.local_date, hours.is_far, hours.is_asked
),

learned AS (
  SELECT
    count(*) AS far_days,
    sum(unpaid) AS far_unpaid,
    greatest(1, avg((unpaid - expected) ** 2 / expected ORDER BY local_date) FILTER (expected > 0)) AS dispersion
  FROM days
  WHERE is_far
),

asked AS (
  SELECT
    count(*) AS asked_days,
    sum(unpaid) AS unpaid,
    sum(expected ORDER BY local_date) AS expected
  FROM days
  WHERE is_asked
)

SELECT
  CAST(asked_days AS DOUBLE) AS days,
  unpaid,
  expected,
  1.96 * sqrt(dispersion * (unpaid + expected ** 2 / far_unpaid)) AS margin
FROM asked, learned
WHERE asked_days > 0 AND far_days >= 7 AND far_unpaid >= 20
