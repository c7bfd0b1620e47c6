SELECT
  data_version,
  strftime(published_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS published_at,
  sample,
  dictionary_version,
  pipeline_version,
  (SELECT CAST(epoch_ms(max(data_through)) AS DOUBLE) FROM int_campuses) AS data_through_ms,
  (SELECT CAST(min(local_date) AS VARCHAR) FROM mart_hourly_place WHERE attempts > 0) AS first_date,
  (SELECT CAST(max(local_date) AS VARCHAR) FROM mart_hourly_place WHERE attempts > 0) AS last_date
FROM meta_publication
