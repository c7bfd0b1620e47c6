SELECT
  incident_id,
  campus_id,
  building_id,
  channel,
  bank,
  method,
  network_type,
  CAST(settled AS DOUBLE) AS settled,
  CAST(observed AS DOUBLE) AS observed,
  expected,
  excess,
  excess_low,
  excess_high,
  share
FROM mart_incident_drivers
WHERE list_contains($incident_id, incident_id)
ORDER BY incident_id, mart_incident_drivers.rank
