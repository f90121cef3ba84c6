-- Days that are expected get a partition of their own ahead of time; what comes for other days waits in the default
-- partitions and moves when its day is made. ./runnel database partitions calls both.

CREATE FUNCTION make_partitions(first_day date, last_day date) RETURNS integer
LANGUAGE plpgsql SET search_path = runnel, pg_temp AS $$
DECLARE
    parent text;
    part text;
    d date;
    made integer := 0;
BEGIN
    IF last_day - first_day > 3660 THEN
        RAISE EXCEPTION 'Expected at most 3660 days, found % to %.', first_day, last_day;
    END IF;
    FOREACH parent IN ARRAY ARRAY['documents', 'labels', 'entities', 'sentences', 'rejects'] LOOP
        FOR d IN SELECT generate_series(first_day, last_day, '1 day')::date LOOP
            part := parent || to_char(d, '_YYYYMMDD');
            CONTINUE WHEN to_regclass(part) IS NOT NULL;
            EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', part, parent);
            EXECUTE format(
                'LOCK TABLE %I IN ACCESS EXCLUSIVE MODE', parent || '_default');
            -- No trigger of the parent sees this, and none should: the sums stay what they are.
            EXECUTE format(
                'WITH moved AS (DELETE FROM %I WHERE day = %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
                parent || '_default', d, part);
            EXECUTE format(
                'ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, part, d, d + 1);
            made := made + 1;
        END LOOP;
    END LOOP;
    RETURN made;
END
$$;

-- Forgets every day before this one: rows, sums and keys. A document of such a day that is delivered again comes back.
CREATE FUNCTION drop_days(before date) RETURNS integer
LANGUAGE plpgsql SET search_path = runnel, pg_temp AS $$
DECLARE
    parent text;
    part text;
    dropped integer := 0;
BEGIN
    -- Nobody writes between what is deleted here and what is counted again below.
    LOCK TABLE documents, entities, rejects IN SHARE ROW EXCLUSIVE MODE;
    FOREACH parent IN ARRAY ARRAY['documents', 'labels', 'entities', 'sentences', 'rejects'] LOOP
        FOR part IN
            SELECT inhrelid::regclass::text FROM pg_inherits
            WHERE inhparent = parent::regclass
              AND inhrelid::regclass::text ~ ('^(runnel\.)?' || parent || '_\d{8}$')
              AND to_date(right(inhrelid::regclass::text, 8), 'YYYYMMDD') < before
        LOOP
            EXECUTE 'DROP TABLE ' || part;
            dropped := dropped + 1;
        END LOOP;
        EXECUTE format('DELETE FROM %I WHERE day < %L', parent || '_default', before);
    END LOOP;
    DELETE FROM daily_documents WHERE day < before;
    DELETE FROM hourly_documents WHERE hour < before::timestamp AT TIME ZONE 'UTC';
    PERFORM pg_advisory_xact_lock(8, 2);
    DELETE FROM vendor_changes WHERE day < before;
    DELETE FROM daily_vendors WHERE day < before;
    -- Of the week that is cut, what is left of it.
    PERFORM pg_advisory_xact_lock(8, 1);
    DELETE FROM entity_changes WHERE week <= week_of(before);
    DELETE FROM weekly_entities WHERE week <= week_of(before);
    INSERT INTO weekly_entities
    SELECT week_of(day), document_type, entity_group, entity, count(DISTINCT (day, topic, document_id)), count(*)
    FROM entities WHERE day >= before AND day < week_of(before) + 7 GROUP BY 1, 2, 3, 4;
    DELETE FROM daily_rejects WHERE day < before;
    DELETE FROM document_keys WHERE day < before;
    RETURN dropped;
END
$$;
