-- The newest angry tickets of one queue, to be read.
SELECT source_timestamp, document_id, sentiment_score, channel, left(summary_text, 120) AS summary
FROM runnel.documents
WHERE document_type = 'ticket' AND label = 'billing' AND sentiment = 'negative' AND day > current_date - 7
ORDER BY source_timestamp DESC
LIMIT 50;
