SELECT incident_id, replaces
FROM mart_incident_history
WHERE replaces IS NOT NULL OR change = 'opened'
ORDER BY recorded_at, incident_id
