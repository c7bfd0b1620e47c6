WITH
payments AS (
  SELECT line_id, channel, campus_id, order_id, paid_at
  FROM stg_bills
  WHERE kind = 'payment'
    AND order_id IS NOT NULL
),

by_order AS (
  SELECT
    payments.line_id, payments.paid_at, 1 AS step, NULL AS named_attempt,
    stg_attempts.campus_id, stg_attempts.order_key, stg_attempts.channel, stg_attempts.attempt_id,
    stg_attempts.attempted_at, stg_attempts.reported_status
  FROM payments
  JOIN stg_attempts
    ON stg_attempts.order_id = payments.order_id
    AND stg_attempts.channel = payments.channel
    AND coalesce(payments.campus_id, stg_attempts.campus_id) = stg_attempts.campus_id
),

by_attempt AS (
  SELECT
    payments.line_id, payments.paid_at, 2 AS step, stg_attempts.attempt_id AS named_attempt,
    stg_attempts.campus_id, stg_attempts.order_key, stg_attempts.channel, stg_attempts.attempt_id,
    stg_attempts.attempted_at, stg_attempts.reported_status
  FROM payments
  JOIN stg_attempts
    ON stg_attempts.attempt_id = payments.order_id
    AND stg_attempts.channel = payments.channel
    AND coalesce(payments.campus_id, stg_attempts.campus_id) = stg_attempts.campus_id
),

candidates AS MATERIALIZED (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY line_id, step, campus_id
      ORDER BY attempted_at > paid_at, attempted_at DESC, attempt_id
    ) = 1 AS is_nearest
  FROM (
    SELECT * FROM by_order
    UNION ALL
    SELECT * FROM by_attempt
  ) AS named
),

ranked AS (
  SELECT
    line_id, paid_at, step, named_attempt, campus_id, order_key, channel,
    row_number() OVER (
      PARTITION BY line_id
      ORDER BY step, abs(epoch_us(attempted_at) - epoch_us(paid_at)), campus_id, attempt_id
    ) AS choice
  FROM candidates
),

lines AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY campus_id, order_key, channel, step, named_attempt
      ORDER BY paid_at, line_id
    ) AS place
  FROM ranked
  WHERE choice = 1
),

groups AS (
  SELECT campus_id, order_key, channel, step, named_attempt, count(*) AS size
  FROM lines
  GROUP BY campus_id, order_key, channel, step, named_attempt
),

tried AS (
  SELECT
    campus_id, order_key, channel, step, named_attempt, attempt_id, attempted_at, reported_status,
    max(paid_at) AS paid_at,
    bool_or(is_nearest) AS is_nearest
  FROM candidates
  GROUP BY campus_id, order_key, channel, step, named_attempt, attempt_id, attempted_at, reported_status
),

likely AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY campus_id, order_key, channel, step, named_attempt
      ORDER BY
        reported_status <> 'succeeded',
        NOT is_nearest,
        CASE WHEN reported_status = 'succeeded' THEN attempted_at END,
        attempted_at > paid_at,
        attempted_at DESC,
        attempt_id
    ) AS choice
  FROM tried
),

attempts AS (
  SELECT
    likely.*,
    row_number() OVER (
      PARTITION BY likely.campus_id, likely.order_key, likely.channel, likely.step, likely.named_attempt
      ORDER BY likely.attempted_at, likely.attempt_id
    ) AS place
  FROM likely
  JOIN groups
    ON groups.campus_id = likely.campus_id
    AND groups.order_key = likely.order_key
    AND groups.channel = likely.channel
    AND groups.step = likely.step
    AND groups.named_attempt IS NOT DISTINCT FROM likely.named_attempt
    AND groups.size >= likely.choice
),

paired AS (
  SELECT
    attempts.attempt_id, attempts.campus_id, attempts.order_key, lines.line_id,
    row_number() OVER (PARTITION BY attempts.attempt_id ORDER BY attempts.step DESC, lines.line_id) AS choice
  FROM lines
  JOIN attempts
    ON attempts.campus_id = lines.campus_id
    AND attempts.order_key = lines.order_key
    AND attempts.channel = lines.channel
    AND attempts.step = lines.step
    AND attempts.named_attempt IS NOT DISTINCT FROM lines.named_attempt
    AND attempts.place = lines.place
)

SELECT attempt_id, campus_id, order_key, line_id
FROM paired
WHERE choice = 1
