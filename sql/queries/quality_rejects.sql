SELECT
  CAST(raw_rejects.batch_id AS DOUBLE) AS batch_id,
  parse_filename(raw_batches.file) AS file,
  raw_rejects.reason,
  CAST(count(*) AS DOUBLE) AS count,
  CAST(min(raw_rejects.line) AS DOUBLE) AS example_line
FROM raw_rejects
JOIN raw_batches ON raw_batches.batch_id = raw_rejects.batch_id
GROUP BY raw_rejects.batch_id, raw_batches.file, raw_rejects.reason
ORDER BY raw_rejects.batch_id DESC, count(*) DESC, raw_rejects.reason
LIMIT 1000
