-- Writes 5,000 tickets of today by the procedure that the jobs call, 100 in a transaction, on one connection, beside
-- whatever stands there; each has two labels, three entities, a sentence and four models. One in ten replaces another one.
\set ON_ERROR_STOP on
DO $$
DECLARE
    started timestamptz := clock_timestamp();
    text constant text := 'My order has not arrived, and nobody answers the telephone.';
    place bigint;
    document jsonb;
BEGIN
    SELECT coalesce(max(source_offset), 0) INTO place FROM runnel.document_keys WHERE topic = 'written';
    FOR i IN 1..5000 LOOP
        document := jsonb_build_object(
            'day', current_date, 'topic', 'written', 'document_id', 'w-' || place + i - i % 10 / 9,
            'document_type', 'ticket', 'source_partition', 0, 'source_offset', place + i,
            'source_timestamp', now(), 'generation', 0, 'label', 'delivery', 'label_score', 0.8,
            'sentiment', 'negative', 'sentiment_score', 0.9, 'language', 'en', 'language_score', 1,
            'language_source', 'detected', 'channel', 'mail', 'summary_text', text, 'summary_method', 'extractive',
            'entity_count', 3, 'chunks', 1, 'tokens', 60, 'truncated', false, 'cache_hit', false, 'queue_ms', 1,
            'model_ms', 5, 'total_ms', 8,
            'labels', '[{"task": "classification", "part": "document", "label": "delivery", "score": 0.8},
                {"task": "sentiment", "part": "document", "label": "negative", "score": 0.9}]'::jsonb,
            'entities', (SELECT jsonb_agg(jsonb_build_object('field', 'text', 'entity_group', 'product',
                'entity', 'entity ' || (i * n) % 1000, 'text', 'Entity', 'score', 0.9, 'start_index', n, 'end_index', n + 6))
                FROM generate_series(1, 3) AS n),
            'sentences', jsonb_build_array(jsonb_build_object(
                'field', 'text', 'text', text, 'score', 0.9, 'start_index', 0, 'end_index', 58)),
            'models', (SELECT jsonb_agg(jsonb_build_object('task', task, 'head', task, 'model', 'runnel-base',
                'version', '3', 'digest', 'digest', 'precision', 'int8', 'status', 'answered'))
                FROM unnest(ARRAY['classification', 'sentiment', 'entities', 'summary']) AS task));
        CALL runnel.put_document(document::text);
        IF i % 100 = 0 THEN
            COMMIT;
        END IF;
    END LOOP;
    RAISE NOTICE '% documents a second', round(5000 / extract(epoch FROM clock_timestamp() - started));
END
$$;
