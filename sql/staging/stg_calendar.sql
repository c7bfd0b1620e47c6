SELECT campus_id, date, kind, note
FROM raw_calendar
