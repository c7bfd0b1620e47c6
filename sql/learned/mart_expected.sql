WITH
hours AS (
  SELECT
    mart_hourly.local_date,
    mart_hourly.hour,
    dim_slice.place_key,
    dim_slice.rail_key,
    dim_slice.campus_id AS at_campus,
    dim_slice.building_id AS at_building,
    dim_slice.channel AS at_channel,
    dim_slice.bank AS at_bank,
    dim_slice.method AS at_method,
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
  SELECT DISTINCT local_date, CAST(date_trunc('week', local_date) AS DATE) AS week_start, at_campus
  FROM hours
),

days AS (
  SELECT
    campus_days.local_date,
    campus_days.week_start,
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

usual AS (
  SELECT
    halves.local_date,
    halves.hour,
    halves.place_key,
    halves.rail_key,
    days.category,
    CAST(
      halves.settled
        * days.factor
        * coalesce(own_place.rate, campus.rate, everywhere.rate, 0)
        * coalesce(own_rail.factor, any_rail.factor, 1)
      AS DECIMAL(28, 12)
    ) AS expected
  FROM halves
  JOIN days ON days.local_date = halves.local_date AND days.at_campus = halves.at_campus
  LEFT JOIN mart_baseline_place AS own_place
    ON own_place.week_start = days.week_start
    AND own_place.category = days.category
    AND own_place.campus_id = halves.at_campus
    AND own_place.building_id = halves.at_building
    AND own_place.day_kind = days.day_kind
    AND own_place.half_hour = halves.half_hour
  LEFT JOIN mart_baseline_place AS campus
    ON campus.week_start = days.week_start
    AND campus.category = days.category
    AND campus.campus_id = halves.at_campus
    AND campus.building_id = ''
    AND campus.day_kind = days.day_kind
    AND campus.half_hour = halves.half_hour
  LEFT JOIN mart_baseline_place AS everywhere
    ON everywhere.week_start = days.week_start
    AND everywhere.category = days.category
    AND everywhere.campus_id = ''
    AND everywhere.building_id = ''
    AND everywhere.day_kind = days.day_kind
    AND everywhere.half_hour = halves.half_hour
  LEFT JOIN mart_baseline_rail AS own_rail
    ON own_rail.week_start = days.week_start
    AND own_rail.category = days.category
    AND own_rail.channel = halves.at_channel
    AND own_rail.bank = halves.at_bank
    AND own_rail.method = halves.at_method
    AND own_rail.half_hour = halves.half_hour
  LEFT JOIN mart_baseline_rail AS any_rail
    ON any_rail.week_start = days.week_start
    AND any_rail.category = days.category
    AND any_rail.channel = ''
    AND any_rail.bank = ''
    AND any_rail.method = ''
    AND any_rail.half_hour = halves.half_hour
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
