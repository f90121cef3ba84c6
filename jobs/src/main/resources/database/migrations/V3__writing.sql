-- The only way in. One call is one document with all of its rows, or nothing of it; the same call twice is the same
-- as once, and an older one than what stands there changes nothing (docs/decisions/0014-generations.md).

-- p_document is one JSON object: its names are the columns of documents, and labels, entities, sentences and models are
-- lists of objects whose names are the columns there.
CREATE PROCEDURE put_document(p_document text) LANGUAGE plpgsql SET search_path = runnel, pg_temp AS $$
DECLARE
    d jsonb;
    k document_keys;
    models uuid;
BEGIN
    d := p_document::jsonb;
    INSERT INTO document_keys AS standing (topic, document_id, day, source_timestamp, source_offset, generation)
    SELECT topic, document_id, day, source_timestamp, source_offset, generation
    FROM jsonb_populate_record(NULL::document_keys, d)
    ON CONFLICT (topic, document_id) DO UPDATE
        SET previous_day = standing.day, day = EXCLUDED.day, source_timestamp = EXCLUDED.source_timestamp,
            source_offset = EXCLUDED.source_offset, generation = EXCLUDED.generation
        WHERE (EXCLUDED.source_timestamp, EXCLUDED.source_offset, EXCLUDED.generation)
           >= (standing.source_timestamp, standing.source_offset, standing.generation)
    RETURNING * INTO k;
    IF NOT FOUND THEN
        RETURN;
    END IF;

    IF k.previous_day IS NOT NULL THEN
        DELETE FROM documents WHERE day = k.previous_day AND topic = k.topic AND document_id = k.document_id;
        DELETE FROM labels WHERE day = k.previous_day AND topic = k.topic AND document_id = k.document_id;
        DELETE FROM entities WHERE day = k.previous_day AND topic = k.topic AND document_id = k.document_id;
        DELETE FROM sentences WHERE day = k.previous_day AND topic = k.topic AND document_id = k.document_id;
    END IF;

    models := md5((d -> 'models')::text)::uuid;
    IF NOT EXISTS (SELECT 1 FROM model_sets WHERE model_set = models) THEN
        INSERT INTO model_sets
        SELECT models, m.*
        FROM jsonb_to_recordset(d -> 'models') AS m
            (task text, head text, model text, version text, digest text, precision text, status text)
        ORDER BY m.task
        ON CONFLICT DO NOTHING;
    END IF;

    INSERT INTO documents
    SELECT r.*
    FROM jsonb_populate_record(
        NULL::documents, d || jsonb_build_object('model_set', models, 'written_at', clock_timestamp())) AS r;
    INSERT INTO labels
    SELECT k.day, k.topic, k.document_id, l.position - 1, l.task, l.part, l.field, l.speaker, l.label, l.score, l.amount
    FROM ROWS FROM (jsonb_to_recordset(d -> 'labels') AS
        (task text, part text, field text, speaker text, label text, score real, amount numeric))
        WITH ORDINALITY AS l (task, part, field, speaker, label, score, amount, position);
    INSERT INTO entities
    SELECT k.day, k.topic, k.document_id, e.position - 1, d ->> 'document_type', (d ->> 'source_partition')::integer,
        e.field, e.speaker, e.entity_group, e.entity, e.text, e.score, e.start_index, e.end_index
    FROM ROWS FROM (jsonb_to_recordset(d -> 'entities') AS
        (field text, speaker text, entity_group text, entity text, text text, score real, start_index integer,
        end_index integer))
        WITH ORDINALITY AS e (field, speaker, entity_group, entity, text, score, start_index, end_index, position);
    INSERT INTO sentences
    SELECT k.day, k.topic, k.document_id, s.position - 1, s.field, s.speaker, s.text, s.score, s.start_index,
        s.end_index
    FROM ROWS FROM (jsonb_to_recordset(d -> 'sentences') AS
        (field text, speaker text, text text, score real, start_index integer, end_index integer))
        WITH ORDINALITY AS s (field, speaker, text, score, start_index, end_index, position);
EXCEPTION
    WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
        INSERT INTO unwritten (sqlstate, message, record) VALUES (SQLSTATE, SQLERRM, p_document);
END
$$;

-- p_reject is one JSON object: its names are the columns of rejects.
CREATE PROCEDURE put_reject(p_reject text) LANGUAGE plpgsql SET search_path = runnel, pg_temp AS $$
BEGIN
    INSERT INTO rejects
    SELECT r.*
    FROM jsonb_populate_record(
        NULL::rejects, p_reject::jsonb || jsonb_build_object('written_at', clock_timestamp())) AS r
    ON CONFLICT DO NOTHING;
EXCEPTION
    WHEN data_exception OR integrity_constraint_violation OR program_limit_exceeded THEN
        INSERT INTO unwritten (sqlstate, message, record) VALUES (SQLSTATE, SQLERRM, p_reject);
END
$$;
