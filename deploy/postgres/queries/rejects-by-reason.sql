-- What was not enriched in the last 30 days, and why.
SELECT topic, reason, retryable, sum(rejects) AS rejects, min(day) AS first_day, max(day) AS last_day
FROM runnel.rejects_by_reason
WHERE day > current_date - 30
GROUP BY topic, reason, retryable
ORDER BY rejects DESC, topic, reason;
