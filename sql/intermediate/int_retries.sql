WITH
retried AS (
  SELECT campus_id, order_key
  FROM stg_attempts
  GROUP BY campus_id, order_key
  HAVING count(*) > 1
),

numbered AS (
  SELECT
    stg_attempts.attempt_id,
    stg_attempts.campus_id,
    stg_attempts.order_key,
    row_number() OVER (
      PARTITION BY stg_attempts.campus_id, stg_attempts.order_key
      ORDER BY stg_attempts.attempted_at, stg_attempts.attempt_id
    ) AS attempt_no
  FROM stg_attempts
  JOIN retried
    ON retried.campus_id = stg_attempts.campus_id
    AND retried.order_key = stg_attempts.order_key
)

SELECT attempt_id, campus_id, order_key, CAST(attempt_no AS INTEGER) AS attempt_no
FROM numbered
WHERE attempt_no > 1
