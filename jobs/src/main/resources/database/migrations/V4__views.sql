-- The usual questions. deploy/postgres/queries asks each as a dashboard would.

CREATE VIEW sentiment_by_day AS
SELECT day, topic, document_type, nullif(label, '') AS label, nullif(sentiment, '') AS sentiment,
    nullif(language, '') AS language, sum(documents)::bigint AS documents
FROM daily_documents
GROUP BY day, topic, document_type, daily_documents.label, daily_documents.sentiment, daily_documents.language
HAVING sum(documents) > 0;

CREATE VIEW documents_by_hour AS
SELECT hour, topic, document_type, sum(documents)::bigint AS documents
FROM hourly_documents
GROUP BY hour, topic, document_type
HAVING sum(documents) > 0;

-- What vendors bill in each spend category. An invoice without a readable total counts with its number only.
CREATE VIEW spend_by_day AS
SELECT day, topic, nullif(label, '') AS category, vendor, nullif(currency, '') AS currency,
    sum(invoices)::bigint AS invoices, sum(amount) AS amount
FROM daily_vendors
GROUP BY day, topic, label, vendor, daily_vendors.currency
HAVING sum(invoices) > 0;

CREATE VIEW entities_by_week AS
SELECT week, topic, document_type, entity_group, entity, sum(documents)::bigint AS documents,
    sum(mentions)::bigint AS mentions
FROM daily_entities
GROUP BY week, topic, document_type, entity_group, entity
HAVING sum(mentions) > 0;

CREATE VIEW rejects_by_reason AS
SELECT day, topic, document_type, stage, reason, retryable, sum(rejects)::bigint AS rejects
FROM daily_rejects
GROUP BY day, topic, document_type, stage, reason, retryable
HAVING sum(rejects) > 0;

-- Which model answered which task, and of how many documents that stand in the tables today.
CREATE VIEW models_in_use AS
SELECT day, topic, document_type, task, head, model, version, digest, precision, status,
    sum(documents)::bigint AS documents
FROM daily_documents JOIN model_sets USING (model_set)
GROUP BY day, topic, document_type, task, head, model, version, digest, precision, status
HAVING sum(documents) > 0;
