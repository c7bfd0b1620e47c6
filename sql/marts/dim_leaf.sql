WITH
leaves AS (
  SELECT DISTINCT campus_id, building_id, channel, bank, method
  FROM dim_slice
  WHERE place_key IS NOT NULL
)

SELECT
  hash(campus_id, building_id, channel, bank, method) AS leaf_key,
  campus_id,
  building_id,
  channel,
  bank,
  method
FROM leaves
