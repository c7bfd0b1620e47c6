WITH
seen AS (
  SELECT campus_id, max(attempted_at) AS data_through
  FROM stg_attempts
  GROUP BY campus_id
),

known AS (
  SELECT campus_id FROM seen
  UNION
  SELECT campus_id FROM stg_campuses
)

SELECT
  known.campus_id,
  coalesce(stg_campuses.name, known.campus_id) AS name,
  coalesce(stg_campuses.timezone, 'Asia/Shanghai') AS timezone,
  seen.data_through
FROM known
LEFT JOIN seen ON seen.campus_id = known.campus_id
LEFT JOIN stg_campuses ON stg_campuses.campus_id = known.campus_id
