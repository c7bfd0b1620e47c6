SELECT batch_id, file, rows_read, rows_accepted, rows_updated, rows_duplicate, rows_rejected
FROM raw_batches
WHERE rows_read <> rows_accepted + rows_updated + rows_duplicate + rows_rejected
