WITH
slices AS (
  SELECT slice_key, campus_id, building_id
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

hours AS MATERIALIZED (
  SELECT
    slices.campus_id,
    slices.building_id,
    facts.hour,
    facts.local_date,
    dim_date.days_to_month_end >= 7 AND dim_date.day_of_month > 7 AS is_far,
    dim_date.days_to_month_end < 7 AND facts.local_date >= CAST($from AS DATE) AS is_asked,
    CAST(sum(settled) AS DOUBLE) AS settled,
    CAST(coalesce(sum(failures) FILTER (category = 'unpaid'), 0) AS DOUBLE) AS unpaid
  FROM query_table($mart) AS facts
  JOIN slices ON slices.slice_key = facts.slice_key
  JOIN dim_date ON dim_date.local_date = facts.local_date
  WHERE facts.local_date BETWEEN CAST($to AS DATE) - 182 AND CAST($to AS DATE)
    OR facts.local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
  GROUP BY ALL
),

usual_of_campus AS (
  SELECT campus_id, hour, sum(unpaid) / nullif(sum(settled), 0) AS rate
  FROM hours
  WHERE is_far
  GROUP BY ALL
),

-- A thin building leans on its campus: the campus counts as 200 attempts of its own.
usual_of_place AS (
  SELECT
    places.campus_id,
    places.building_id,
    places.hour,
    (sum(unpaid) + 200 * any_value(rate)) / (sum(settled) + 200) AS rate
  FROM hours AS places
  JOIN usual_of_campus
    ON usual_of_campus.campus_id IS NOT DISTINCT FROM places.campus_id
    AND usual_of_campus.hour = places.hour
  WHERE is_far
  GROUP BY ALL
),

days AS MATERIALIZED (
  SELECT
    hours.local_date,
    is_far,
    is_asked,
    sum(unpaid) AS unpaid,
    sum(CAST(settled * coalesce(usual_of_place.rate, usual_of_campus.rate) AS DECIMAL(28, 12))) AS expected
  FROM hours
  JOIN usual_of_campus
    ON usual_of_campus.campus_id IS NOT DISTINCT FROM hours.campus_id
    AND usual_of_campus.hour = hours.hour
  LEFT JOIN usual_of_place
    ON usual_of_place.campus_id IS NOT DISTINCT FROM hours.campus_id
    AND usual_of_place.building_id IS NOT DISTINCT FROM hours.building_id
    AND usual_of_place.hour = hours.hour
  GROUP BY ALL
),

learned AS (
  SELECT
    count(*) AS far_days,
    sum(unpaid) AS far_unpaid,
    greatest(1, avg((unpaid - expected) ** 2 / expected) FILTER (expected > 0)) AS dispersion
  FROM days
  WHERE is_far
),

asked AS (
  SELECT count(*) AS asked_days, sum(unpaid) AS unpaid, sum(expected) AS expected
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
