SELECT rule, category, CAST(sum(failures) AS DOUBLE) AS failures
FROM mart_quality_codes
GROUP BY rule, category
ORDER BY sum(failures) DESC, rule, category
