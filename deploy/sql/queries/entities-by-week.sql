-- Who and what was mentioned most in each week (Monday to Sunday), in how many documents.
SELECT
  CAST(window_start AS DATE) AS week_start,
  entity_group,
  mention,
  COUNT(*) AS mentions,
  COUNT(DISTINCT document_id) AS documents
FROM TUMBLE(TABLE mentions, DESCRIPTOR(event_time), INTERVAL '7' DAY, INTERVAL '4' DAY)
GROUP BY window_start, window_end, entity_group, mention
ORDER BY week_start, mentions DESC, entity_group, mention;
