-- How much came in, hour by hour, in the last seven days.
SELECT hour, document_type, sum(documents) AS documents
FROM runnel.documents_by_hour
WHERE hour > now() - INTERVAL '7 days'
GROUP BY hour, document_type
ORDER BY hour, document_type;
