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
WITH changes AS (
    SELECT day, topic, label, vendor, currency, sum(invoices)::bigint AS invoices, sum(amount) AS amount
    FROM vendor_changes
    GROUP BY day, topic, label, vendor, currency
)
SELECT d.day, d.topic, nullif(d.label, '') AS category, d.vendor, nullif(d.currency, '') AS currency,
    d.invoices + coalesce(c.invoices, 0) AS invoices, d.amount + coalesce(c.amount, 0) AS amount
FROM daily_vendors AS d LEFT JOIN changes AS c USING (day, topic, label, vendor, currency)
WHERE d.invoices + coalesce(c.invoices, 0) > 0
UNION ALL
SELECT c.day, c.topic, nullif(c.label, ''), c.vendor, nullif(c.currency, ''), c.invoices, c.amount
FROM changes AS c
WHERE c.invoices > 0 AND NOT EXISTS (
    SELECT 1 FROM daily_vendors AS d
    WHERE d.day = c.day AND d.topic = c.topic AND d.label = c.label AND d.vendor = c.vendor
        AND d.currency = c.currency);

CREATE VIEW entities_by_week AS
WITH changes AS (
    SELECT week, document_type, entity_group, entity, sum(documents)::bigint AS documents,
        sum(mentions)::bigint AS mentions
    FROM entity_changes
    GROUP BY week, document_type, entity_group, entity
)
SELECT w.week, w.document_type, w.entity_group, w.entity, w.documents + coalesce(c.documents, 0) AS documents,
    w.mentions + coalesce(c.mentions, 0) AS mentions
FROM weekly_entities AS w LEFT JOIN changes AS c USING (week, document_type, entity_group, entity)
WHERE w.mentions + coalesce(c.mentions, 0) > 0
UNION ALL
SELECT c.week, c.document_type, c.entity_group, c.entity, c.documents, c.mentions
FROM changes AS c
WHERE c.mentions > 0 AND NOT EXISTS (
    SELECT 1 FROM weekly_entities AS w
    WHERE w.week = c.week AND w.document_type = c.document_type AND w.entity_group = c.entity_group
        AND w.entity = c.entity);

-- The entities of each type and group that most documents of a week name, without counting all of them: those that
-- lead the weeks, and all that have changed since, with both sums.
CREATE FUNCTION top_entities(of_week date, places integer)
RETURNS TABLE (document_type text, entity_group text, place bigint, entity text, documents bigint, mentions bigint)
LANGUAGE sql STABLE SET search_path = runnel, pg_temp AS $$
    WITH RECURSIVE kinds AS (
        -- Each type and group once, by leaps through the index.
        (SELECT w.document_type, w.entity_group FROM weekly_entities AS w WHERE w.week = of_week
         ORDER BY 1, 2 LIMIT 1)
        UNION ALL
        SELECT next.document_type, next.entity_group
        FROM kinds, LATERAL (
            SELECT w.document_type, w.entity_group FROM weekly_entities AS w
            WHERE w.week = of_week AND (w.document_type, w.entity_group) > (kinds.document_type, kinds.entity_group)
            ORDER BY 1, 2 LIMIT 1) AS next
    ), changes AS MATERIALIZED (
        SELECT c.document_type, c.entity_group, c.entity, sum(c.documents) AS documents, sum(c.mentions) AS mentions
        FROM entity_changes AS c WHERE c.week = of_week GROUP BY 1, 2, 3
    ), candidates AS (
        SELECT lead.* FROM kinds, LATERAL (
            SELECT w.document_type, w.entity_group, w.entity, w.documents, w.mentions FROM weekly_entities AS w
            WHERE w.week = of_week AND w.document_type = kinds.document_type AND w.entity_group = kinds.entity_group
                AND NOT EXISTS (SELECT 1 FROM changes AS c WHERE c.document_type = w.document_type
                    AND c.entity_group = w.entity_group AND c.entity = w.entity)
            ORDER BY w.documents DESC LIMIT places) AS lead
        UNION ALL
        SELECT c.document_type, c.entity_group, c.entity, c.documents + coalesce(w.documents, 0),
            c.mentions + coalesce(w.mentions, 0)
        FROM changes AS c LEFT JOIN weekly_entities AS w
            ON w.week = of_week AND w.document_type = c.document_type AND w.entity_group = c.entity_group
                AND w.entity = c.entity
    )
    SELECT * FROM (
        SELECT document_type, entity_group,
            row_number() OVER (PARTITION BY document_type, entity_group ORDER BY documents DESC, entity) AS place,
            entity, documents::bigint, mentions::bigint
        FROM candidates WHERE documents > 0
    ) AS ranked
    WHERE place <= places
    ORDER BY document_type, entity_group, place
$$;

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
