-- Tables over what Runnel's jobs write. docs/sql.md tells what is needed; run it first in a session, as in
--   bin/sql-client.sh -j flink-sql-connector-kafka-5.0.0-2.2.jar -i tables.sql -f queries/rejects-by-reason.sql
-- Replace localhost:9092 by your brokers. A query ends when it has read what is there now; one that goes on with what
-- comes asks for /*+ OPTIONS('scan.bounded.mode' = 'unbounded') */ behind the table, in streaming mode.
SET 'execution.runtime-mode' = 'batch';
SET 'sql-client.execution.result-mode' = 'tableau';
SET 'table.local-time-zone' = 'UTC';

-- Every enriched document: schemas/README.md has all fields; name those that you need. vendor, total and currency are of
-- invoices, channel of transcripts and tickets. event_time is that of the record that the document came in.
CREATE TABLE enriched (
  document_id STRING,
  document_type STRING,
  source ROW<topic STRING, `partition` INT, `offset` BIGINT, `timestamp` BIGINT>,
  `language` STRING,
  vendor STRING,
  total STRING,
  currency STRING,
  channel STRING,
  label STRING,
  label_score DOUBLE,
  sentiment STRING,
  sentiment_score DOUBLE,
  summary_text STRING,
  entity_count INT,
  classification ROW<items ARRAY<ROW<field STRING, label STRING, score DOUBLE>>>,
  entities ARRAY<ROW<field STRING, speaker STRING, entity_group STRING, word STRING, text STRING, score DOUBLE, `start` INT, `end` INT>>,
  provenance ARRAY<ROW<task STRING, head STRING, model STRING, version STRING, digest STRING, `precision` STRING, status STRING>>,
  event_time AS TO_TIMESTAMP_LTZ(source.`timestamp`, 3),
  WATERMARK FOR event_time AS event_time - INTERVAL '1' MINUTE
) WITH (
  'connector' = 'kafka',
  'topic' = 'invoices-enriched;transcripts-enriched;tickets-enriched',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'format' = 'json'
);

-- A row for each entity that a document mentions.
CREATE VIEW mentions AS
SELECT document_id, document_type, event_time, entity_group, mention, e.score
FROM enriched
CROSS JOIN UNNEST(entities) AS e(field, speaker, entity_group, word, mention, score, start_index, end_index);

-- What could not be processed: the original bytes, and why. docs/failures.md has all reasons and headers.
CREATE TABLE dead_letters (
  payload BYTES,
  headers MAP<STRING, BYTES> METADATA VIRTUAL,
  rejected_at TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL,
  source_topic AS DECODE(headers['__runnel.errors.topic'], 'UTF-8'),
  source_partition AS CAST(DECODE(headers['__runnel.errors.partition'], 'UTF-8') AS INT),
  source_offset AS CAST(DECODE(headers['__runnel.errors.offset'], 'UTF-8') AS BIGINT),
  stage AS DECODE(headers['__runnel.errors.stage'], 'UTF-8'),
  reason AS DECODE(headers['__runnel.errors.reason'], 'UTF-8'),
  message AS DECODE(headers['__runnel.errors.message'], 'UTF-8'),
  retryable AS DECODE(headers['__runnel.errors.retryable'], 'UTF-8') = 'true'
) WITH (
  'connector' = 'kafka',
  'topic' = 'invoices-dlt;transcripts-dlt;tickets-dlt',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'format' = 'raw'
);

-- Tickets as they come in, to ask a model about them without a job: queries/ask-tickets.sql.
CREATE TABLE tickets (
  id STRING,
  title STRING,
  text STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'tickets',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'scan.bounded.mode' = 'latest-offset',
  'format' = 'json',
  'json.ignore-parse-errors' = 'true'
);
