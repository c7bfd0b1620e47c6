SELECT table_name AS mart, CAST(estimated_size AS DOUBLE) AS rows
FROM duckdb_tables()
WHERE starts_with(table_name, 'mart_')
