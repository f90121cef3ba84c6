-- How much of each topic was rejected, why, and whether the same bytes may succeed later.
SELECT
  source_topic,
  stage,
  reason,
  retryable,
  COUNT(*) AS rejects,
  MIN(message) AS an_example
FROM dead_letters
GROUP BY source_topic, stage, reason, retryable
ORDER BY rejects DESC, source_topic, reason;
