WITH
hours AS (
  SELECT
    mart_hourly.local_date,
    CAST(date_trunc('week', mart_hourly.local_date) AS DATE) AS week_start,
    mart_hourly.hour,
    dim_slice.place_key,
    dim_slice.rail_key,
    any_value(dim_slice.campus_id) AS at_campus,
    sum(mart_hourly.settled) AS settled,
    sum(mart_hourly.settled_late) AS settled_late
  FROM mart_hourly
  JOIN dim_slice ON dim_slice.slice_key = mart_hourly.slice_key
  WHERE mart_hourly.settled > 0
  GROUP BY ALL
),

halves AS (
  SELECT * EXCLUDE (settled, settled_late), 2 * hour AS half_hour, settled - settled_late AS settled
  FROM hours
  WHERE settled > settled_late
  UNION ALL
  SELECT * EXCLUDE (settled, settled_late), 2 * hour + 1, settled_late
  FROM hours
  WHERE settled_late > 0
),

campus_days AS (
  SELECT DISTINCT local_date, at_campus
  FROM hours
),

days AS (
  SELECT
    campus_days.local_date,
    campus_days.at_campus,
    day.category,
    arg_max(day.day_kind, day.campus_id) AS day_kind,
    arg_max(day.factor, day.campus_id) AS factor
  FROM campus_days
  JOIN mart_baseline_day AS day
    ON day.local_date = campus_days.local_date
    AND day.campus_id IN (campus_days.at_campus, '')
  GROUP BY ALL
),

usual_places AS (
  SELECT
    everywhere.week_start,
    dim_slice.slice_key AS place_key,
    everywhere.day_kind,
    everywhere.half_hour,
    everywhere.category,
    coalesce(own.rate, campus.rate, everywhere.rate) AS rate
  FROM dim_slice
  JOIN mart_baseline_place AS everywhere
    ON everywhere.campus_id = ''
    AND everywhere.building_id = ''
    AND everywhere.week_start IN (SELECT week_start FROM hours)
  LEFT JOIN mart_baseline_place AS campus
    ON campus.week_start = everywhere.week_start
    AND campus.category = everywhere.category
    AND campus.campus_id = dim_slice.campus_id
    AND campus.building_id = ''
    AND campus.day_kind = everywhere.day_kind
    AND campus.half_hour = everywhere.half_hour
  LEFT JOIN mart_baseline_place AS own
    ON own.week_start = everywhere.week_start
    AND own.category = everywhere.category
    AND own.campus_id = dim_slice.campus_id
    AND own.building_id = dim_slice.building_id
    AND own.day_kind = everywhere.day_kind
    AND own.half_hour = everywhere.half_hour
  WHERE dim_slice.building_id IS NOT NULL
    AND dim_slice.channel IS NULL
),

usual_rails AS (
  SELECT
    any_rail.week_start,
    dim_slice.slice_key AS rail_key,
    any_rail.half_hour,
    any_rail.category,
    coalesce(own.factor, any_rail.factor) AS factor
  FROM dim_slice
  JOIN mart_baseline_rail AS any_rail
    ON any_rail.channel = ''
    AND any_rail.bank = ''
    AND any_rail.method = ''
    AND any_rail.week_start IN (SELECT week_start FROM hours)
  LEFT JOIN mart_baseline_rail AS own
    ON own.week_start = any_rail.week_start
    AND own.category = any_rail.category
    AND own.channel = dim_slice.channel
    AND own.bank = dim_slice.bank
    AND own.method = dim_slice.method
    AND own.half_hour = any_rail.half_hour
  WHERE dim_slice.building_id IS NULL
    AND dim_slice.channel IS NOT NULL
),

usual AS (
  SELECT
    halves.local_date,
    halves.hour,
    halves.place_key,
    halves.rail_key,
    days.category,
    CAST(
      halves.settled * days.factor * coalesce(usual_places.rate, 0) * coalesce(usual_rails.factor, 1)
      AS DECIMAL(28, 12)
    ) AS expected
  FROM halves
  JOIN days ON days.local_date = halves.local_date AND days.at_campus = halves.at_campus
  LEFT JOIN usual_places
    ON usual_places.week_start = halves.week_start
    AND usual_places.place_key = halves.place_key
    AND usual_places.day_kind = days.day_kind
    AND usual_places.half_hour = halves.half_hour
    AND usual_places.category = days.category
  LEFT JOIN usual_rails
    ON usual_rails.week_start = halves.week_start
    AND usual_rails.rail_key = halves.rail_key
    AND usual_rails.half_hour = halves.half_hour
    AND usual_rails.category = days.category
)

SELECT
  local_date,
  hour,
  CASE WHEN grouping(rail_key) = 1 THEN 'mart_hourly_place' ELSE 'mart_hourly_rail' END AS mart,
  coalesce(place_key, rail_key) AS slice_key,
  category,
  CAST(sum(expected) AS DOUBLE) AS expected
FROM usual
GROUP BY GROUPING SETS ((local_date, hour, place_key, category), (local_date, hour, rail_key, category))
