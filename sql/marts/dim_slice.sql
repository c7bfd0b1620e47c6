WITH
slices AS (
  SELECT
    slice_key,
    any_value(campus_id) AS campus_id,
    any_value(building_id) AS building_id,
    any_value(channel) AS channel,
    any_value(bank) AS bank,
    any_value(method) AS method,
    any_value(network_type) AS network_type,
    any_value(platform) AS platform
  FROM int_attempts
  GROUP BY slice_key
),

keyed AS (
  SELECT
    *,
    hash('place', campus_id, building_id) AS place_key,
    hash('rail', campus_id, channel, bank, method) AS rail_key,
    hash('device', campus_id, network_type, platform) AS device_key
  FROM slices
),

coarser AS (
  SELECT DISTINCT
    place_key AS slice_key, campus_id, building_id,
    NULL AS channel, NULL AS bank, NULL AS method, NULL AS network_type, NULL AS platform
  FROM keyed
  UNION ALL
  SELECT DISTINCT rail_key, campus_id, NULL, channel, bank, method, NULL, NULL
  FROM keyed
  UNION ALL
  SELECT DISTINCT device_key, campus_id, NULL, NULL, NULL, NULL, network_type, platform
  FROM keyed
)

SELECT slice_key, campus_id, building_id, channel, bank, method, network_type, platform, place_key, rail_key, device_key
FROM keyed
UNION ALL
SELECT *, NULL, NULL, NULL
FROM coarser
