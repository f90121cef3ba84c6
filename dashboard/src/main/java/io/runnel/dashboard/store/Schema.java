package io.runnel.dashboard.store;

import java.util.List;

/** The tables. A store of another version is refused: it can be filled again from Kafka. */
final class Schema {
    static final int VERSION = 1;

    static final List<String> STATEMENTS =
            List.of(
                    "CREATE TABLE IF NOT EXISTS facts (name VARCHAR PRIMARY KEY, value VARCHAR)",
                    """
                    CREATE TABLE IF NOT EXISTS documents (
                        seq BIGINT, key_hash BIGINT, document_type VARCHAR, document_id VARCHAR,
                        time TIMESTAMP, topic VARCHAR, "partition" INTEGER, "offset" BIGINT,
                        written_at TIMESTAMP, source_topic VARCHAR, source_partition INTEGER,
                        source_offset BIGINT, generation INTEGER, label VARCHAR, label_score DOUBLE,
                        sentiment VARCHAR, sentiment_score DOUBLE, language VARCHAR, title VARCHAR,
                        summary_text VARCHAR, vendor VARCHAR, currency VARCHAR, amount DOUBLE,
                        channel VARCHAR, entity_count INTEGER, tokens INTEGER, chunks INTEGER,
                        truncated BOOLEAN, cache_hit BOOLEAN, queue_ms DOUBLE, model_ms DOUBLE,
                        total_ms DOUBLE)""",
                    "CREATE TABLE IF NOT EXISTS records (seq BIGINT, json VARCHAR)",
                    """
                    CREATE TABLE IF NOT EXISTS entities (
                        seq BIGINT, document_type VARCHAR, document_id VARCHAR, time TIMESTAMP,
                        field VARCHAR, speaker VARCHAR, entity_group VARCHAR, entity VARCHAR,
                        entity_key VARCHAR, text VARCHAR, score DOUBLE, "start" INTEGER,
                        "end" INTEGER, first_of_document BOOLEAN)""",
                    """
                    CREATE TABLE IF NOT EXISTS rejects (
                        topic VARCHAR, "partition" INTEGER, "offset" BIGINT, time TIMESTAMP,
                        document_type VARCHAR, reason VARCHAR, stage VARCHAR, detail VARCHAR,
                        source_topic VARCHAR, source_partition INTEGER, source_offset BIGINT,
                        retryable BOOLEAN, bytes BIGINT, message_key BLOB, headers VARCHAR,
                        original BLOB)""",
                    """
                    CREATE TABLE IF NOT EXISTS corrections (
                        correction_id VARCHAR, time TIMESTAMP, who VARCHAR, document_type VARCHAR,
                        document_id VARCHAR, task VARCHAR, head VARCHAR, model VARCHAR,
                        version VARCHAR, given VARCHAR, "right" VARCHAR, agreed BOOLEAN,
                        field VARCHAR, "start" INTEGER, "end" INTEGER, note VARCHAR, topic VARCHAR,
                        "partition" INTEGER, "offset" BIGINT)""",
                    """
                    CREATE TABLE IF NOT EXISTS undecoded (
                        topic VARCHAR, "partition" INTEGER, "offset" BIGINT, time TIMESTAMP,
                        problem VARCHAR)""",
                    """
                    CREATE TABLE IF NOT EXISTS audit (
                        audit_id VARCHAR, time TIMESTAMP, who VARCHAR, action VARCHAR, target VARCHAR,
                        detail VARCHAR, result VARCHAR)""",
                    """
                    CREATE TABLE IF NOT EXISTS models (
                        task VARCHAR, head VARCHAR, model VARCHAR, version VARCHAR, digest VARCHAR,
                        "precision" VARCHAR)""",
                    """
                    CREATE TABLE IF NOT EXISTS followed (
                        topic VARCHAR, "partition" INTEGER, next_offset BIGINT,
                        PRIMARY KEY (topic, "partition"))""",
                    """
                    CREATE TABLE IF NOT EXISTS followed_topics (
                        topic VARCHAR PRIMARY KEY, topic_id VARCHAR)""",
                    """
                    CREATE TABLE IF NOT EXISTS taken_out (
                        kind VARCHAR, topic VARCHAR, records BIGINT, newest TIMESTAMP,
                        PRIMARY KEY (kind, topic))""",
                    """
                    CREATE TABLE IF NOT EXISTS answered (
                        source_topic VARCHAR, source_partition INTEGER, source_offset BIGINT,
                        PRIMARY KEY (source_topic, source_partition))""");

    private Schema() {}
}
