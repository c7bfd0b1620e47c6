WITH
slices AS (
  SELECT
    slice_key,
    campus_id,
    CASE WHEN $whole_building THEN campus_id || '/' || building_id ELSE building_id END AS building_id,
    channel,
    bank,
    method,
    network_type,
    platform,
    campus_id AS at_campus,
    building_id AS at_building,
    channel AS at_channel,
    bank AS at_bank,
    method AS at_method
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

known AS (
  SELECT DISTINCT day.local_date, campuses.at_campus
  FROM mart_baseline_day AS day
  JOIN (SELECT DISTINCT at_campus FROM slices) AS campuses ON day.campus_id IN (campuses.at_campus, '')
  WHERE day.local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
),

chosen AS (
  SELECT
    category,
    row_number() OVER (ORDER BY position) AS place
  FROM ref_categories
  QUALIFY $category IS NULL OR list_contains($category, category)
),

-- Each category by itself only where it is asked for: added up at once there is one row for eleven.
kinds_of_usual AS (
  SELECT
    min(category) AS category,
    list(place ORDER BY place) AS places
  FROM chosen
  GROUP BY CASE WHEN 'category' IN ($rows, $columns) THEN category END
),

usual AS (
  SELECT
    mart_expected.local_date,
    mart_expected.hour,
    mart_expected.slice_key,
    kinds_of_usual.category,
    list_sum(list_select(mart_expected.usual, kinds_of_usual.places)) AS expected
  FROM mart_expected
  CROSS JOIN kinds_of_usual
  WHERE mart_expected.local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
    AND mart_expected.mart = $mart
),

facts AS (
  SELECT local_date, hour, slice_key, category, attempts, settled, failures, 0 AS expected
  FROM query_table($mart)
  WHERE local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
  UNION ALL
  SELECT local_date, hour, slice_key, category, 0, 0, 0, expected
  FROM usual
),

located AS (
  SELECT
    slices.* EXCLUDE (slice_key, at_campus, at_building, at_channel, at_bank, at_method),
    dim_date.* EXCLUDE (local_date),
    facts.local_date AS date,
    facts.hour,
    facts.local_date + to_hours(facts.hour) AS hour_start,
    NULL AS category,
    NULL AS nothing,
    CASE WHEN 'category' IN ($rows, $columns) THEN facts.category END AS failed_with,
    $category IS NULL OR coalesce(list_contains($category, facts.category), false) AS is_chosen,
    known.local_date IS NOT NULL AS is_known,
    facts.attempts,
    facts.settled,
    facts.failures,
    facts.expected
  FROM facts
  JOIN slices ON slices.slice_key = facts.slice_key
  JOIN dim_date ON dim_date.local_date = facts.local_date
  LEFT JOIN known ON known.local_date = facts.local_date AND known.at_campus = slices.at_campus
),

grouped AS MATERIALIZED (
  SELECT
    COLUMNS(name -> name = $rows) AS "row",
    COLUMNS(name -> name = $columns) AS "column",
    failed_with,
    sum(attempts) AS attempts,
    sum(settled) AS settled,
    sum(settled) FILTER (is_known) AS known_settled,
    sum(failures) FILTER (is_chosen) AS failures,
    sum(failures) FILTER (is_chosen AND is_known) AS known_failures,
    sum(CAST(expected AS DECIMAL(28, 12))) FILTER (is_chosen) AS expected
  FROM located
  GROUP BY ALL
),

kinds AS (
  SELECT NULL AS kind
  WHERE 'category' NOT IN ($rows, $columns)
  UNION
  SELECT failed_with AS kind
  FROM grouped
  WHERE 'category' IN ($rows, $columns) AND failures > 0
  UNION
  SELECT unnest($category) AS kind
  WHERE 'category' IN ($rows, $columns)
),

cells AS (
  SELECT
    CASE WHEN $rows = 'category' THEN kinds.kind ELSE CAST(grouped."row" AS VARCHAR) END AS "row",
    CASE WHEN $columns = 'category' THEN kinds.kind ELSE CAST(grouped."column" AS VARCHAR) END AS "column",
    CAST(sum(attempts) AS DOUBLE) AS attempts,
    CAST(sum(settled) AS DOUBLE) AS settled,
    sum(known_settled) > 0 AS is_known,
    CAST(coalesce(sum(failures) FILTER (kind IS NULL OR kind = failed_with), 0) AS DOUBLE) AS failures,
    CAST(coalesce(sum(known_failures) FILTER (kind IS NULL OR kind = failed_with), 0) AS DOUBLE) AS known_failures,
    CAST(coalesce(sum(expected) FILTER (kind IS NULL OR kind = failed_with), 0) AS DOUBLE) AS expected
  FROM grouped
  CROSS JOIN kinds
  GROUP BY ALL
)

SELECT
  "row",
  "column",
  attempts,
  settled,
  failures,
  CASE
    WHEN NOT coalesce(is_known, false) THEN NULL
    WHEN $metric = 'expected' THEN expected
    WHEN $metric = 'excess' THEN known_failures - expected
  END AS value
FROM cells
WHERE attempts > 0
LIMIT $limit
