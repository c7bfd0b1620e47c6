WITH
seen AS (
  SELECT DISTINCT
    channel,
    coalesce(error_code, '') AS error_code,
    coalesce(error_message, '') AS error_message
  FROM stg_attempts
  WHERE reported_status = 'failed'
),

families AS (
  SELECT channel, position, family FROM ref_channel_families
  UNION
  SELECT DISTINCT family AS channel, 0 AS position, family FROM ref_gateway_codes
),

overridden AS (
  SELECT
    seen.*, 1 AS step,
    CASE WHEN ref_overrides.channel = '*' THEN 2 ELSE 0 END
      + CASE WHEN ref_overrides.error_message = '' THEN 1 ELSE 0 END AS position,
    'override' AS rule, NULL AS family, ref_overrides.category
  FROM seen
  JOIN ref_overrides
    ON ref_overrides.channel IN (seen.channel, '*')
    AND ref_overrides.error_code = seen.error_code
    AND contains(seen.error_message, ref_overrides.error_message)
),

exact AS (
  SELECT seen.*, 2 AS step, families.position, 'exact code' AS rule, families.family, ref_gateway_codes.category
  FROM seen
  JOIN families ON families.channel = seen.channel
  JOIN ref_gateway_codes
    ON ref_gateway_codes.family = families.family
    AND ref_gateway_codes.code = seen.error_code
),

technical AS (
  SELECT
    seen.*, 3 AS step, ref_technical_families.position, 'transport error' AS rule,
    ref_technical_families.family, ref_gateway_codes.category
  FROM seen
  CROSS JOIN ref_technical_families
  JOIN ref_gateway_codes
    ON ref_gateway_codes.family = ref_technical_families.family
    AND ref_gateway_codes.code = seen.error_code
),

phrased AS (
  SELECT
    seen.*, 4 AS step, -length(ref_gateway_codes.code) AS position, 'message pattern' AS rule,
    families.family, ref_gateway_codes.category
  FROM seen
  JOIN families ON families.channel = seen.channel
  JOIN ref_gateway_codes
    ON ref_gateway_codes.family = families.family
    AND regexp_matches(ref_gateway_codes.code, '[ :一-龥]')
    AND contains(seen.error_message, ref_gateway_codes.code)
),

worded AS (
  SELECT
    seen.*, 5 AS step, ref_message_patterns.position, 'message pattern' AS rule,
    NULL AS family, ref_message_patterns.category
  FROM seen
  JOIN ref_message_patterns
    ON regexp_matches(seen.error_message || ' ' || seen.error_code, ref_message_patterns.pattern, 'i')
),

candidates AS (
  SELECT * FROM overridden
  UNION ALL
  SELECT * FROM exact
  UNION ALL
  SELECT * FROM technical
  UNION ALL
  SELECT * FROM phrased
  UNION ALL
  SELECT * FROM worded
),

ranked AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY channel, error_code, error_message
      ORDER BY step, position, category
    ) AS choice
  FROM candidates
),

chosen AS (
  SELECT
    seen.channel,
    seen.error_code,
    seen.error_message,
    coalesce(ranked.rule, 'none') AS rule,
    ranked.family,
    coalesce(ranked.category, 'unknown') AS code_category
  FROM seen
  LEFT JOIN ranked
    ON ranked.channel = seen.channel
    AND ranked.error_code = seen.error_code
    AND ranked.error_message = seen.error_message
    AND ranked.choice = 1
)

SELECT
  channel,
  error_code,
  error_message,
  rule,
  family,
  code_category,
  code_category IN ('success', 'pending') AS is_contradiction,
  CASE WHEN code_category IN ('success', 'pending') THEN 'unknown' ELSE code_category END AS category
FROM chosen
