SELECT campus_id, name, timezone
FROM raw_campuses
