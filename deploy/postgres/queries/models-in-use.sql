-- Which version of which model answered in the last seven days.
SELECT document_type, task, head, model, version, precision, status, sum(documents) AS documents, max(day) AS last_day
FROM runnel.models_in_use
WHERE day > current_date - 7
GROUP BY document_type, task, head, model, version, precision, status
ORDER BY document_type, task, documents DESC;
