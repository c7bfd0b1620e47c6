SELECT
  CAST(batch_id AS DOUBLE) AS batch_id,
  parse_filename(file) AS file,
  sha256,
  table_name,
  strftime(loaded_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS loaded_at,
  CAST(seconds AS DOUBLE) AS seconds,
  CAST(rows_read AS DOUBLE) AS rows_read,
  CAST(rows_accepted AS DOUBLE) AS rows_accepted,
  CAST(rows_updated AS DOUBLE) AS rows_updated,
  CAST(rows_duplicate AS DOUBLE) AS rows_duplicate,
  CAST(rows_rejected AS DOUBLE) AS rows_rejected
FROM raw_batches
ORDER BY raw_batches.batch_id DESC
LIMIT 1000
