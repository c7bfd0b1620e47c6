WITH
slices AS (
  SELECT slice_key, campus_id, channel
  FROM dim_slice
  WHERE building_id IS NULL
    AND channel IS NOT NULL
    AND ($campus_id IS NULL OR list_contains($campus_id, campus_id))
    AND ($channel IS NULL OR list_contains($channel, channel))
),

daily AS (
  SELECT
    slices.campus_id,
    slices.channel,
    facts.local_date,
    sum(facts.attempts) AS attempts,
    sum(facts.settled) AS settled,
    sum(facts.failures) AS failures
  FROM mart_hourly_rail AS facts
  JOIN slices ON slices.slice_key = facts.slice_key
  WHERE facts.local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
  GROUP BY slices.campus_id, slices.channel, facts.local_date
)

SELECT
  CAST(coalesce(sum(daily.attempts), 0) AS DOUBLE) AS attempts,
  CAST(coalesce(sum(daily.settled), 0) AS DOUBLE) AS settled,
  CAST(coalesce(sum(daily.failures), 0) AS DOUBLE) AS failures,
  CAST(coalesce(sum(CASE WHEN covered.local_date IS NOT NULL THEN daily.attempts END), 0) AS DOUBLE) AS covered_attempts
FROM daily
LEFT JOIN mart_bill_days AS covered
  ON covered.campus_id = daily.campus_id
  AND covered.channel = daily.channel
  AND covered.local_date = daily.local_date
