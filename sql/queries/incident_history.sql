SELECT
  history.incident_id,
  CAST(history.revision AS DOUBLE) AS revision,
  strftime(history.recorded_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS recorded_at,
  strftime(history.data_through, '%Y-%m-%dT%H:%M:%S.%gZ') AS data_through,
  history.change,
  history.status,
  strftime(history.started_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS started_at,
  strftime(history.ended_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS ended_at,
  CAST(history.observed AS DOUBLE) AS observed,
  history.expected,
  history.excess,
  history.severity,
  history.verdict,
  history.campus_id,
  history.building_id,
  history.channel,
  history.bank,
  history.method
FROM mart_incident_history AS history
WHERE list_contains($incident_id, history.incident_id)
ORDER BY history.recorded_at, history.revision, history.incident_id
