WITH
told AS (
  SELECT channel, error_code, error_message, sum(failures) AS failures, max(last_seen) AS last_seen
  FROM mart_quality_codes
  WHERE rule = 'none'
  GROUP BY channel, error_code, error_message
),
whole AS (
  SELECT sum(failures) AS failures FROM mart_quality_codes
),
codes AS (
  SELECT
    channel,
    error_code,
    sum(told.failures) AS failures,
    sum(told.failures) / any_value(whole.failures) AS share,
    coalesce(
      list(error_message ORDER BY told.failures DESC, error_message) FILTER (error_message IS NOT NULL)[1:3],
      []
    ) AS messages,
    max(last_seen) AS last_seen
  FROM told CROSS JOIN whole
  GROUP BY channel, error_code
  ORDER BY failures DESC, channel, error_code
  LIMIT $limit
),
sought AS (
  SELECT
    channel,
    error_code,
    coalesce(error_code, '') AS code,
    lower(regexp_replace(coalesce(error_code, ''), '[^0-9A-Za-z一-龥]', '', 'g')) AS plain_code,
    coalesce(messages[1], '') AS message
  FROM codes
),
known AS (
  SELECT
    family,
    code,
    category,
    meaning_zh,
    meaning_en,
    lower(regexp_replace(code, '[^0-9A-Za-z一-龥]', '', 'g')) AS plain_code
  FROM ref_gateway_codes
  WHERE category NOT IN ('success', 'pending')
),
compared AS (
  SELECT
    sought.channel,
    sought.error_code,
    known.family,
    known.code,
    known.category,
    known.meaning_zh,
    known.meaning_en,
    CASE
      WHEN known.code = sought.code THEN 'same_code'
      WHEN sought.plain_code <> '' AND known.plain_code = sought.plain_code THEN 'same_but_spelling'
      WHEN length(sought.code) > 5 AND levenshtein(known.plain_code, sought.plain_code) <= 2 THEN 'near_code'
      WHEN length(sought.message) > 3
        AND greatest(
          jaccard(known.meaning_zh, sought.message),
          jaccard(lower(known.meaning_en), lower(sought.message))
        ) > 0.6
        THEN 'near_words'
    END AS because,
    greatest(
      jaccard(known.meaning_zh || ' ', sought.message || ' '),
      jaccard(lower(known.meaning_en) || ' ', lower(sought.message) || ' ')
    ) AS words
  FROM sought CROSS JOIN known
),
ranked AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY channel, error_code
      ORDER BY
        list_position(['same_code', 'same_but_spelling', 'near_code', 'near_words'], because),
        words DESC,
        family,
        code
    ) AS place
  FROM compared
  WHERE because IS NOT NULL
),
likenesses AS (
  SELECT
    channel,
    error_code,
    list(
      {
        family: family,
        code: code,
        category: category,
        meaning_zh: meaning_zh,
        meaning_en: meaning_en,
        because: because
      }
      ORDER BY place
    ) AS looks_like
  FROM ranked
  WHERE place <= 2
  GROUP BY channel, error_code
)
SELECT
  codes.channel,
  codes.error_code,
  CAST(codes.failures AS DOUBLE) AS failures,
  CAST(codes.share AS DOUBLE) AS share,
  codes.messages,
  strftime(codes.last_seen, '%Y-%m-%dT%H:%M:%S.%gZ') AS last_seen,
  coalesce(likenesses.looks_like, []) AS looks_like
FROM codes
LEFT JOIN likenesses
  ON likenesses.channel = codes.channel AND likenesses.error_code IS NOT DISTINCT FROM codes.error_code
ORDER BY codes.failures DESC, codes.channel, codes.error_code
