-- How the sentiment of tickets moves, queue by queue, in the last 30 days.
SELECT day, label AS queue, sentiment, sum(documents) AS documents
FROM runnel.sentiment_by_day
WHERE document_type = 'ticket' AND day > current_date - 30
GROUP BY day, label, sentiment
ORDER BY day, queue, sentiment;
