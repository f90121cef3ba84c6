-- Enriched output as dashboards group it. Every table of rows is partitioned by the day of the document in its source
-- topic (UTC), so that a question about a week reads a week, and old days go by dropping them. docs/database.md.

-- Which enrichment of a document stands in the tables. Partitions know only their own day, and a newer document with an
-- old id may have another one; this table is what makes the id unique.
CREATE TABLE document_keys (
    topic text NOT NULL,
    document_id text NOT NULL,
    day date NOT NULL,
    -- Where the rows were that the last write replaced.
    previous_day date,
    source_timestamp timestamptz NOT NULL,
    source_offset bigint NOT NULL,
    generation integer NOT NULL,
    PRIMARY KEY (topic, document_id)
);

-- The models that answered a document: few sets, so documents name theirs instead of repeating it.
CREATE TABLE model_sets (
    model_set uuid NOT NULL,
    task text NOT NULL,
    head text NOT NULL,
    model text NOT NULL,
    version text NOT NULL,
    digest text,
    precision text NOT NULL,
    status text NOT NULL,
    PRIMARY KEY (model_set, task)
);

CREATE TABLE documents (
    day date NOT NULL,
    topic text NOT NULL,
    document_id text NOT NULL,
    document_type text NOT NULL,
    source_partition integer NOT NULL,
    source_offset bigint NOT NULL,
    source_timestamp timestamptz NOT NULL,
    generation integer NOT NULL,
    label text,
    label_score real,
    sentiment text,
    sentiment_score real,
    -- Of transcripts: polarity from -1 to 1 of the first and the last third, and the way between.
    sentiment_start real,
    sentiment_end real,
    sentiment_change real,
    language text,
    language_score real,
    language_source text,
    channel text,
    vendor text,
    total text,
    total_amount numeric,
    currency text,
    summary_text text,
    summary_method text NOT NULL,
    entity_count integer NOT NULL,
    model_set uuid NOT NULL,
    chunks integer NOT NULL,
    tokens integer NOT NULL,
    truncated boolean NOT NULL,
    cache_hit boolean NOT NULL,
    queue_ms real NOT NULL,
    model_ms real NOT NULL,
    total_ms real NOT NULL,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (day, topic, document_id)
) PARTITION BY RANGE (day);

-- The newest documents of a queue and a sentiment.
CREATE INDEX documents_label ON documents (document_type, label, sentiment, source_timestamp);

-- Labels of the document that may be meant, and of its line items, turns and speakers.
CREATE TABLE labels (
    day date NOT NULL,
    topic text NOT NULL,
    document_id text NOT NULL,
    position integer NOT NULL,
    task text NOT NULL,
    -- document, item, turn or speaker
    part text NOT NULL,
    field text,
    speaker text,
    label text NOT NULL,
    score real NOT NULL,
    -- Of a line item.
    amount numeric,
    PRIMARY KEY (day, topic, document_id, position)
) PARTITION BY RANGE (day);

CREATE TABLE entities (
    day date NOT NULL,
    topic text NOT NULL,
    document_id text NOT NULL,
    position integer NOT NULL,
    document_type text NOT NULL,
    source_partition integer NOT NULL,
    field text NOT NULL,
    speaker text,
    entity_group text NOT NULL,
    -- The text as it is counted: small letters, one blank between words, at most 200 characters.
    entity text NOT NULL,
    text text NOT NULL,
    score real NOT NULL,
    start_index integer NOT NULL,
    end_index integer NOT NULL,
    PRIMARY KEY (day, topic, document_id, position)
) PARTITION BY RANGE (day);

-- The documents that name something.
CREATE INDEX entities_entity ON entities (entity, entity_group);

-- The sentences that a summary quotes.
CREATE TABLE sentences (
    day date NOT NULL,
    topic text NOT NULL,
    document_id text NOT NULL,
    position integer NOT NULL,
    field text NOT NULL,
    speaker text,
    text text NOT NULL,
    score real NOT NULL,
    start_index integer NOT NULL,
    end_index integer NOT NULL,
    PRIMARY KEY (day, topic, document_id, position)
) PARTITION BY RANGE (day);

-- What was not enriched; the original bytes are in the dead-letter topic.
CREATE TABLE rejects (
    day date NOT NULL,
    topic text NOT NULL,
    source_partition integer NOT NULL,
    source_offset bigint NOT NULL,
    generation integer NOT NULL,
    document_type text NOT NULL,
    source_timestamp timestamptz NOT NULL,
    stage text NOT NULL,
    reason text NOT NULL,
    retryable boolean NOT NULL,
    exception text,
    message text NOT NULL,
    bytes integer NOT NULL,
    written_at timestamptz NOT NULL,
    PRIMARY KEY (day, topic, source_partition, source_offset, generation)
) PARTITION BY RANGE (day);

-- Days that have no partition of their own yet.
CREATE TABLE documents_default PARTITION OF documents DEFAULT;
CREATE TABLE labels_default PARTITION OF labels DEFAULT;
CREATE TABLE entities_default PARTITION OF entities DEFAULT;
CREATE TABLE sentences_default PARTITION OF sentences DEFAULT;
CREATE TABLE rejects_default PARTITION OF rejects DEFAULT;

-- Records that the database refused for what is in them: nothing is lost in silence, and no record stops the job.
CREATE TABLE unwritten (
    written_at timestamptz NOT NULL DEFAULT now(),
    sqlstate text NOT NULL,
    message text NOT NULL,
    record text NOT NULL
);
