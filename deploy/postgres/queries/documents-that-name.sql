-- The newest documents of the last seven days that name something; entity is in small letters, as it is counted.
SELECT d.source_timestamp, d.topic, d.document_id, d.label, d.sentiment, e.text, left(d.summary_text, 120) AS summary
FROM runnel.entities AS e JOIN runnel.documents AS d USING (day, topic, document_id)
WHERE e.entity = 'entity 42' AND e.day > current_date - 7
ORDER BY d.source_timestamp DESC
LIMIT 50;
