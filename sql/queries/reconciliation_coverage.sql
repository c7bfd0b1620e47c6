SELECT
  bills.channel,
  bills.campus_id,
  CAST(min(CASE WHEN bills.payments > 0 THEN bills.local_date END) AS VARCHAR) AS first_date,
  CAST(max(CASE WHEN bills.payments > 0 THEN bills.local_date END) AS VARCHAR) AS last_date,
  CAST(count(DISTINCT CASE WHEN bills.payments > 0 THEN bills.local_date END) AS DOUBLE) AS days,
  CAST(sum(bills.payments) AS DOUBLE) AS payments,
  CAST(sum(bills.matched) AS DOUBLE) AS matched,
  round(sum(CAST(bills.paid_minor AS DOUBLE) / pow(10, coalesce(CAST(currencies.minor_digits AS INTEGER), 2))), 3) AS paid,
  CAST(sum(bills.refunds) AS DOUBLE) AS refunds,
  round(sum(CAST(bills.refunded_minor AS DOUBLE) / pow(10, coalesce(CAST(currencies.minor_digits AS INTEGER), 2))), 3) AS refunded,
  round(sum(CAST(bills.fee_minor AS DOUBLE) / pow(10, coalesce(CAST(currencies.minor_digits AS INTEGER), 2))), 3) AS fees
FROM mart_bill_daily AS bills
LEFT JOIN ref_currencies AS currencies ON currencies.currency = bills.currency
WHERE bills.local_date BETWEEN CAST($from AS DATE) AND CAST($to AS DATE)
  AND ($campus_id IS NULL OR bills.campus_id IS NULL OR list_contains($campus_id, bills.campus_id))
  AND ($channel IS NULL OR list_contains($channel, bills.channel))
GROUP BY bills.channel, bills.campus_id
HAVING sum(bills.payments) > 0
ORDER BY bills.channel, bills.campus_id
