SELECT campus_id, CAST(date AS VARCHAR) AS date, kind, note
FROM stg_calendar
ORDER BY date, campus_id, kind
