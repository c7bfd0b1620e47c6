WITH
findings AS (
  SELECT
    found.kind,
    found.is_past,
    found.logged_status,
    CAST(found.stake_minor AS DOUBLE) / pow(10, coalesce(CAST(currencies.minor_digits AS INTEGER), 2)) AS at_stake
  FROM mart_reconciliation AS found
  LEFT JOIN ref_currencies AS currencies ON currencies.currency = found.currency
  WHERE found.local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
    AND ($campus_id IS NULL OR found.campus_id IS NULL OR list_contains($campus_id, found.campus_id))
    AND ($channel IS NULL OR list_contains($channel, found.channel))
)

SELECT
  kind,
  CAST(count(*) AS DOUBLE) AS items,
  round(sum(at_stake), 3) AS at_stake,
  CAST(count(CASE WHEN is_past THEN 1 END) AS DOUBLE) AS past_line,
  round(coalesce(sum(CASE WHEN is_past THEN at_stake END), 0), 3) AS past_line_at_stake,
  CAST(count(CASE WHEN logged_status = 'failed' THEN 1 END) AS DOUBLE) AS logged_failed,
  CAST(count(CASE WHEN logged_status IN ('cancelled', 'pending') THEN 1 END) AS DOUBLE) AS logged_unsettled
FROM findings
GROUP BY kind
ORDER BY kind
