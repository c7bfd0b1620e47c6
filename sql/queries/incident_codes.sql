WITH
codes AS (
  SELECT channel, error_code, dictionary_family, count(*) AS failures
  FROM int_attempts
  WHERE attempted_at >= CAST($from_time AS TIMESTAMP)
    AND attempted_at < CAST($to_time AS TIMESTAMP)
    AND status = 'failed'
    AND list_contains($category, category)
    AND ($campus_id IS NULL OR list_contains($campus_id, campus_id))
    AND ($building_id IS NULL OR list_contains($building_id, building_id))
    AND ($channel IS NULL OR list_contains($channel, channel))
    AND ($bank IS NULL OR list_contains($bank, bank))
    AND ($method IS NULL OR list_contains($method, method))
  GROUP BY ALL
)

SELECT
  codes.error_code,
  codes.channel,
  CAST(codes.failures AS DOUBLE) AS failures,
  dictionary.meaning_zh,
  dictionary.meaning_en,
  dictionary.hint_zh,
  dictionary.hint_en
FROM codes
LEFT JOIN ref_gateway_codes AS dictionary
  ON dictionary.family = codes.dictionary_family
  AND dictionary.code = codes.error_code
ORDER BY codes.failures DESC, codes.channel, codes.error_code
LIMIT $limit
