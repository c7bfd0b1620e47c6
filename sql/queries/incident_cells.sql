WITH
leaves AS (
  SELECT dim_leaf.*, int_campuses.timezone
  FROM dim_leaf
  JOIN int_campuses ON int_campuses.campus_id = dim_leaf.campus_id
  WHERE ($campus_id IS NULL OR list_contains($campus_id, dim_leaf.campus_id))
    AND ($building_id IS NULL OR list_contains($building_id, dim_leaf.building_id))
    AND ($channel IS NULL OR list_contains($channel, dim_leaf.channel))
    AND ($bank IS NULL OR list_contains($bank, dim_leaf.bank))
    AND ($method IS NULL OR list_contains($method, dim_leaf.method))
),

settled AS (
  SELECT
    leaves.campus_id,
    leaves.building_id,
    time_bucket(to_minutes($bin_minutes), mart_bins.bin + int_clock.utc_offset) AS bin,
    mart_bins.settled,
    mart_bins.category
  FROM mart_bins
  JOIN leaves ON leaves.leaf_key = mart_bins.leaf_key
  JOIN int_clock
    ON int_clock.timezone = leaves.timezone
    AND int_clock.quarter_hour = time_bucket(INTERVAL '15 minutes', mart_bins.bin)
  WHERE mart_bins.utc_date BETWEEN CAST(CAST($from_time AS TIMESTAMP) AS DATE)
      AND CAST(CAST($to_time AS TIMESTAMP) AS DATE)
    AND mart_bins.bin >= CAST($from_time AS TIMESTAMP)
    AND mart_bins.bin < CAST($to_time AS TIMESTAMP)
)

SELECT
  campus_id || '/' || building_id AS "row",
  strftime(bin, '%Y-%m-%dT%H:%M') AS bin,
  CAST(sum(settled) AS DOUBLE) AS settled,
  CAST(coalesce(sum(settled) FILTER (list_contains($category, category)), 0) AS DOUBLE) AS observed
FROM settled
GROUP BY ALL
ORDER BY "row", bin
