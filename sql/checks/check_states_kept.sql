WITH
stored AS (
  SELECT count(*) AS attempts
  FROM stg_attempts
),

accepted AS (
  SELECT coalesce(sum(rows_accepted), 0) AS attempts
  FROM raw_batches
  WHERE table_name = 'attempts'
)

SELECT stored.attempts AS stored, accepted.attempts AS accepted
FROM stored
CROSS JOIN accepted
WHERE stored.attempts <> accepted.attempts
