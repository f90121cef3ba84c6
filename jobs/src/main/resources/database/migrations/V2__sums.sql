-- Sums that answer the usual questions in milliseconds, whatever the number of documents. Triggers keep them true with
-- every statement; recount_sums() makes them anew.
--
-- slot is the source partition, of which one subtask reads one at a time: subtasks do not wait for each other's rows.

CREATE TABLE daily_documents (
    day date NOT NULL,
    topic text NOT NULL,
    document_type text NOT NULL,
    label text NOT NULL,
    sentiment text NOT NULL,
    language text NOT NULL,
    model_set uuid NOT NULL,
    slot smallint NOT NULL,
    documents bigint NOT NULL,
    PRIMARY KEY (day, topic, document_type, label, sentiment, language, model_set, slot)
) WITH (fillfactor = 70);

CREATE TABLE hourly_documents (
    hour timestamptz NOT NULL,
    topic text NOT NULL,
    document_type text NOT NULL,
    slot smallint NOT NULL,
    documents bigint NOT NULL,
    PRIMARY KEY (hour, topic, document_type, slot)
) WITH (fillfactor = 70);

-- Vendors and entities are too many, and some of them too common, for a row that every subtask changes. Writers only add
-- changes; now and then one of them, and only one at a time, folds them into the days of vendors and the weeks of
-- entities.
CREATE TABLE vendor_changes (
    day date NOT NULL,
    topic text NOT NULL,
    label text NOT NULL,
    vendor text NOT NULL,
    currency text NOT NULL,
    invoices bigint NOT NULL,
    amount numeric NOT NULL
);

CREATE TABLE daily_vendors (
    day date NOT NULL,
    topic text NOT NULL,
    label text NOT NULL,
    vendor text NOT NULL,
    currency text NOT NULL,
    invoices bigint NOT NULL,
    amount numeric NOT NULL,
    PRIMARY KEY (day, topic, label, vendor, currency)
) WITH (fillfactor = 70);

CREATE TABLE entity_changes (
    -- The Monday that the week begins with.
    week date NOT NULL,
    document_type text NOT NULL,
    entity_group text NOT NULL,
    entity text NOT NULL,
    documents bigint NOT NULL,
    mentions bigint NOT NULL
);

CREATE INDEX entity_changes_week ON entity_changes (week);

CREATE TABLE weekly_entities (
    week date NOT NULL,
    document_type text NOT NULL,
    entity_group text NOT NULL,
    entity text NOT NULL,
    documents bigint NOT NULL,
    mentions bigint NOT NULL,
    PRIMARY KEY (week, document_type, entity_group, entity)
) WITH (fillfactor = 70);

-- What most documents name comes first.
CREATE INDEX weekly_entities_most ON weekly_entities (week, document_type, entity_group, documents DESC);
CREATE INDEX weekly_entities_entity ON weekly_entities (entity, entity_group);

CREATE TABLE daily_rejects (
    day date NOT NULL,
    topic text NOT NULL,
    document_type text NOT NULL,
    stage text NOT NULL,
    reason text NOT NULL,
    retryable boolean NOT NULL,
    slot smallint NOT NULL,
    rejects bigint NOT NULL,
    PRIMARY KEY (day, topic, document_type, stage, reason, retryable, slot)
) WITH (fillfactor = 70);

-- About once in five thousand changes.
CREATE FUNCTION is_time_to_fold(added integer) RETURNS boolean LANGUAGE sql VOLATILE
RETURN random() < added / 5000.0;

-- Folds all changes that are there into the days; whoever calls it holds the advisory lock (8, 2).
CREATE PROCEDURE fold_vendors() LANGUAGE sql SET search_path = runnel, pg_temp AS $$
    WITH folded AS (DELETE FROM vendor_changes RETURNING *)
    INSERT INTO daily_vendors AS sums (day, topic, label, vendor, currency, invoices, amount)
    SELECT day, topic, label, vendor, currency, sum(invoices), sum(amount)
    FROM folded
    GROUP BY 1, 2, 3, 4, 5
    ON CONFLICT (day, topic, label, vendor, currency)
        DO UPDATE SET invoices = sums.invoices + EXCLUDED.invoices, amount = sums.amount + EXCLUDED.amount;
$$;

CREATE FUNCTION sum_documents() RETURNS trigger LANGUAGE plpgsql SET search_path = runnel, pg_temp AS $$
DECLARE
    sign integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
    added integer;
BEGIN
    INSERT INTO daily_documents AS sums
        (day, topic, document_type, label, sentiment, language, model_set, slot, documents)
    SELECT day, topic, document_type, coalesce(label, ''), coalesce(sentiment, ''), coalesce(language, ''), model_set,
        source_partition % 64, sign * count(*)
    FROM changed
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
    ON CONFLICT (day, topic, document_type, label, sentiment, language, model_set, slot)
        DO UPDATE SET documents = sums.documents + EXCLUDED.documents;

    INSERT INTO hourly_documents AS sums (hour, topic, document_type, slot, documents)
    SELECT date_trunc('hour', source_timestamp, 'UTC'), topic, document_type, source_partition % 64, sign * count(*)
    FROM changed
    GROUP BY 1, 2, 3, 4
    ORDER BY 1, 2, 3, 4
    ON CONFLICT (hour, topic, document_type, slot) DO UPDATE SET documents = sums.documents + EXCLUDED.documents;

    INSERT INTO vendor_changes (day, topic, label, vendor, currency, invoices, amount)
    SELECT day, topic, coalesce(label, ''), vendor, coalesce(currency, ''), sign * count(*),
        sign * coalesce(sum(total_amount), 0)
    FROM changed
    WHERE vendor IS NOT NULL
    GROUP BY 1, 2, 3, 4, 5;
    GET DIAGNOSTICS added = ROW_COUNT;
    IF is_time_to_fold(added) AND pg_try_advisory_xact_lock(8, 2) THEN
        CALL fold_vendors();
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION week_of(day date) RETURNS date LANGUAGE sql IMMUTABLE
RETURN day - (EXTRACT(isodow FROM day)::integer - 1);

-- Folds all changes that are there into the weeks; whoever calls it holds the advisory lock (8, 1).
CREATE PROCEDURE fold_entities() LANGUAGE sql SET search_path = runnel, pg_temp AS $$
    WITH folded AS (DELETE FROM entity_changes RETURNING *)
    INSERT INTO weekly_entities AS sums (week, document_type, entity_group, entity, documents, mentions)
    SELECT week, document_type, entity_group, entity, sum(documents), sum(mentions)
    FROM folded
    GROUP BY 1, 2, 3, 4
    ON CONFLICT (week, document_type, entity_group, entity)
        DO UPDATE SET documents = sums.documents + EXCLUDED.documents, mentions = sums.mentions + EXCLUDED.mentions;
$$;

CREATE FUNCTION sum_entities() RETURNS trigger LANGUAGE plpgsql SET search_path = runnel, pg_temp AS $$
DECLARE
    sign integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
    added integer;
BEGIN
    INSERT INTO entity_changes (week, document_type, entity_group, entity, documents, mentions)
    SELECT runnel.week_of(day), document_type, entity_group, entity,
        sign * count(DISTINCT (day, topic, document_id)), sign * count(*)
    FROM changed
    GROUP BY 1, 2, 3, 4;
    GET DIAGNOSTICS added = ROW_COUNT;
    IF is_time_to_fold(added) AND pg_try_advisory_xact_lock(8, 1) THEN
        CALL fold_entities();
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION sum_rejects() RETURNS trigger LANGUAGE plpgsql SET search_path = runnel, pg_temp AS $$
DECLARE
    sign integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
    INSERT INTO daily_rejects AS sums (day, topic, document_type, stage, reason, retryable, slot, rejects)
    SELECT day, topic, document_type, stage, reason, retryable, source_partition % 64, sign * count(*)
    FROM changed
    GROUP BY 1, 2, 3, 4, 5, 6, 7
    ORDER BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT (day, topic, document_type, stage, reason, retryable, slot)
        DO UPDATE SET rejects = sums.rejects + EXCLUDED.rejects;
    RETURN NULL;
END
$$;

CREATE FUNCTION refuse_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Rows of runnel.% are replaced and never changed, or the sums beside them would be wrong.',
        TG_TABLE_NAME
        USING HINT = 'Delete the row and insert it again.';
END
$$;

CREATE TRIGGER sum_inserted AFTER INSERT ON documents REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION sum_documents();
CREATE TRIGGER sum_deleted AFTER DELETE ON documents REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION sum_documents();
CREATE TRIGGER refuse_update BEFORE UPDATE ON documents FOR EACH STATEMENT EXECUTE FUNCTION refuse_update();

CREATE TRIGGER sum_inserted AFTER INSERT ON entities REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION sum_entities();
CREATE TRIGGER sum_deleted AFTER DELETE ON entities REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION sum_entities();
CREATE TRIGGER refuse_update BEFORE UPDATE ON entities FOR EACH STATEMENT EXECUTE FUNCTION refuse_update();

CREATE TRIGGER sum_inserted AFTER INSERT ON rejects REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION sum_rejects();
CREATE TRIGGER sum_deleted AFTER DELETE ON rejects REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION sum_rejects();
CREATE TRIGGER refuse_update BEFORE UPDATE ON rejects FOR EACH STATEMENT EXECUTE FUNCTION refuse_update();

-- Makes all sums anew from the rows, for somebody who has changed a partition by hand. Writers wait meanwhile.
CREATE PROCEDURE recount_sums() LANGUAGE plpgsql SET search_path = runnel, pg_temp AS $$
BEGIN
    LOCK TABLE documents, entities, rejects IN SHARE ROW EXCLUSIVE MODE;
    TRUNCATE daily_documents, hourly_documents, daily_vendors, vendor_changes, weekly_entities, entity_changes, daily_rejects;
    INSERT INTO daily_documents
    SELECT day, topic, document_type, coalesce(label, ''), coalesce(sentiment, ''), coalesce(language, ''), model_set,
        source_partition % 64, count(*)
    FROM documents GROUP BY 1, 2, 3, 4, 5, 6, 7, 8;
    INSERT INTO hourly_documents
    SELECT date_trunc('hour', source_timestamp, 'UTC'), topic, document_type, source_partition % 64, count(*)
    FROM documents GROUP BY 1, 2, 3, 4;
    INSERT INTO daily_vendors
    SELECT day, topic, coalesce(label, ''), vendor, coalesce(currency, ''), count(*), coalesce(sum(total_amount), 0)
    FROM documents WHERE vendor IS NOT NULL GROUP BY 1, 2, 3, 4, 5;
    INSERT INTO weekly_entities
    SELECT week_of(day), document_type, entity_group, entity, count(DISTINCT (day, topic, document_id)), count(*)
    FROM entities GROUP BY 1, 2, 3, 4;
    INSERT INTO daily_rejects
    SELECT day, topic, document_type, stage, reason, retryable, source_partition % 64, count(*)
    FROM rejects GROUP BY 1, 2, 3, 4, 5, 6, 7;
END
$$;
