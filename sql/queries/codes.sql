WITH
codes AS (
  SELECT
    channel,
    error_code,
    category,
    dictionary_family,
    CAST(count(*) AS DOUBLE) AS failures,
    CAST(coalesce(sum(amount_minor), 0) AS DOUBLE) / 100 AS failed_amount
  FROM int_attempts
  WHERE status = 'failed'
    -- The clocks of all campuses are less than a day from UTC: what was logged by UTC date is found without reading it all.
    AND attempted_at BETWEEN CAST($from AS DATE) - INTERVAL '1 day' AND CAST($to AS DATE) + INTERVAL '2 days'
    AND local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
    AND ($campus_id IS NULL OR list_contains($campus_id, campus_id))
    AND (
      $building_id IS NULL
      OR list_contains($building_id, building_id)
      OR list_contains($building_id, campus_id || '/' || building_id)
    )
    AND ($channel IS NULL OR list_contains($channel, channel))
    AND ($bank IS NULL OR list_contains($bank, bank))
    AND ($method IS NULL OR list_contains($method, method))
    AND ($network_type IS NULL OR list_contains($network_type, network_type))
    AND ($platform IS NULL OR list_contains($platform, platform))
    AND ($category IS NULL OR list_contains($category, category))
  GROUP BY ALL
)

SELECT
  codes.channel,
  codes.error_code,
  codes.category,
  codes.failures,
  codes.failed_amount,
  dictionary.meaning_zh,
  dictionary.meaning_en
FROM codes
LEFT JOIN ref_gateway_codes AS dictionary
  ON dictionary.family = codes.dictionary_family
  AND dictionary.code = codes.error_code
ORDER BY codes.failures DESC, codes.channel, codes.error_code, codes.category
