-- How many tickets of each queue and day are negative, and how many there are.
SELECT
  CAST(event_time AS DATE) AS event_day,
  label AS queue,
  COUNT(*) FILTER (WHERE sentiment = 'negative') AS negative,
  COUNT(*) FILTER (WHERE sentiment = 'neutral') AS neutral,
  COUNT(*) FILTER (WHERE sentiment = 'positive') AS positive,
  COUNT(*) AS tickets
FROM enriched
WHERE document_type = 'ticket'
GROUP BY CAST(event_time AS DATE), label
ORDER BY event_day, queue;
