SELECT campus_id, channel, local_date
FROM int_bill_days
