-- Fills the tables of one day with made documents; :day counts back from today, :documents of :total in this day.
-- Spread as in a company's streams: half tickets, a third invoices, the rest transcripts; few labels, vendors and
-- entities are common and many are rare; a vendor bills in one currency, and nine times of ten in one category. The
-- triggers keep the sums, as they do for the jobs.
\set ON_ERROR_STOP on
BEGIN;
-- Equal fills of equal days.
SELECT setseed((:day % 1000) / 1000.0) \g /dev/null
SELECT runnel.make_partitions(current_date - :day, current_date - :day) \g /dev/null
CREATE TEMPORARY TABLE made ON COMMIT DROP AS
SELECT *,
    CASE kind WHEN 'ticket' THEN (ARRAY['billing', 'delivery', 'account', 'technical', 'returns', 'sales', 'privacy', 'other'])[1 + floor(8 * r1 ^ 1.5)::integer]
        WHEN 'invoice' THEN (ARRAY['software', 'office', 'travel', 'tools', 'freight', 'energy', 'advice', 'rent', 'food', 'other'])[1 + CASE WHEN r3 < 0.9 THEN vendor % 10 ELSE floor(10 * r1 ^ 1.5)::integer END]
        ELSE (ARRAY['support', 'banking', 'meeting', 'earnings', 'travel', 'health'])[1 + floor(6 * r1 ^ 1.5)::integer] END AS label,
    (ARRAY['neutral', 'negative', 'positive'])[1 + floor(3 * r2 ^ 1.6)::integer] AS sentiment,
    (ARRAY['en', 'de', 'fr', 'und'])[1 + floor(4 * r3 ^ 4)::integer] AS language,
    floor(6 * random())::integer AS entity_count
FROM (
    SELECT n, r1, r2, r3, r4, r5, floor(5000 * r4 ^ 3)::integer AS vendor,
        CASE WHEN n % 100 < 50 THEN 'ticket' WHEN n % 100 < 85 THEN 'invoice' ELSE 'transcript' END AS kind
    FROM (
        SELECT n, random() AS r1, random() AS r2, random() AS r3, random() AS r4, random() AS r5
        FROM generate_series(1, :documents) AS n
    ) AS dice
) AS drawn;

INSERT INTO runnel.model_sets
SELECT md5(v::text)::uuid, task, task, 'runnel-base', v::text, 'digest', 'int8', 'answered'
FROM generate_series(2, 3) AS v, unnest(ARRAY['classification', 'sentiment', 'entities', 'summary']) AS task
ON CONFLICT DO NOTHING;

INSERT INTO runnel.document_keys
SELECT kind || 's', 'd-' || :day || '-' || n, current_date - :day, NULL,
    (current_date - :day)::timestamp AT TIME ZONE 'UTC' + n * INTERVAL '1 day' / (:documents + 1), n, 0
FROM made;

INSERT INTO runnel.documents
SELECT current_date - :day, kind || 's', 'd-' || :day || '-' || n, kind, n % 8, n,
    (current_date - :day)::timestamp AT TIME ZONE 'UTC' + n * INTERVAL '1 day' / (:documents + 1), 0,
    label, 0.5 + r4 / 2, sentiment, 0.5 + r5 / 2,
    CASE kind WHEN 'transcript' THEN r4 - 0.5 END, CASE kind WHEN 'transcript' THEN r5 - 0.5 END,
    CASE kind WHEN 'transcript' THEN r5 - r4 END,
    language, 0.9, 'detected',
    CASE kind WHEN 'invoice' THEN NULL ELSE (ARRAY['mail', 'chat', 'phone', 'web'])[1 + n % 4] END,
    CASE kind WHEN 'invoice' THEN 'Vendor ' || vendor END,
    CASE kind WHEN 'invoice' THEN round((5000 * r5 ^ 4)::numeric, 2)::text END,
    CASE kind WHEN 'invoice' THEN round((5000 * r5 ^ 4)::numeric, 2) END,
    CASE kind WHEN 'invoice' THEN (ARRAY['USD', 'EUR', 'GBP'])[1 + vendor % 3] END,
    repeat('A sentence of the document that says what it wants. ', 2 + n % 4), 'extractive', entity_count,
    md5((CASE WHEN :day > 20 THEN 2 ELSE 3 END)::text)::uuid,
    1, 60 + n % 300, false, n % 50 = 0, 3 * r1, 8 * r2, 12 * r3, now()
FROM made;

INSERT INTO runnel.entities
SELECT current_date - :day, kind || 's', 'd-' || :day || '-' || n, position, kind, n % 8,
    'text', NULL, entity_group, entity, initcap(entity), 0.9, 10 * position, 10 * position + 9
FROM (
    SELECT made.*, position,
        (ARRAY['organisation', 'product', 'person', 'place', 'identifier'])[1 + floor(5 * random())::integer] AS entity_group,
        'entity ' || floor(200000 * random() ^ 4) AS entity
    FROM made, generate_series(0, entity_count - 1) AS position
) AS named;

INSERT INTO runnel.labels
SELECT current_date - :day, kind || 's', 'd-' || :day || '-' || n, part,
    CASE part WHEN 1 THEN 'sentiment' ELSE 'classification' END, CASE WHEN part < 2 THEN 'document' ELSE 'item' END,
    CASE WHEN part > 1 THEN 'line_items[' || part - 2 || '].description' END, NULL,
    CASE part WHEN 1 THEN sentiment ELSE label END, 0.8, CASE WHEN part > 1 THEN round((900 * r5)::numeric, 2) END
FROM made, generate_series(0, CASE kind WHEN 'invoice' THEN 3 ELSE 1 END) AS part;

INSERT INTO runnel.sentences
SELECT current_date - :day, kind || 's', 'd-' || :day || '-' || n, 0, 'text', NULL,
    'A sentence of the document that says what it wants.', 0.9, 0, 51
FROM made;

INSERT INTO runnel.rejects
SELECT current_date - :day, kind || 's', n % 8, :documents + n, 0, kind,
    (current_date - :day)::timestamp AT TIME ZONE 'UTC' + n * INTERVAL '1 day' / (:documents + 1),
    'decode', (ARRAY['MALFORMED_BYTES', 'NO_TEXT', 'MISSING_ID', 'WRONG_TYPE'])[1 + floor(4 * r1 ^ 2)::integer], false, NULL,
    'expected something else', 300, now()
FROM made WHERE n % 100 = 0;
COMMIT;
