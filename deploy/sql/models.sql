-- Models that read texts inside of queries; docs/sql.md has all options and columns. Runs after tables.sql, as in
--   cat tables.sql models.sql > session.sql
--   bin/sql-client.sh -j flink-sql-connector-kafka-5.0.0-2.2.jar -i session.sql -f queries/ask-tickets.sql

-- Queue, sentiment, names and a summary of a ticket: one run of the model answers all four heads.
CREATE MODEL ticket_reader
INPUT (title STRING, text STRING)
OUTPUT (
  ticket_queue_label STRING,
  ticket_queue_score DOUBLE,
  sentiment_label STRING,
  sentiment_score DOUBLE,
  entities ARRAY<ROW<field STRING, entity_group STRING, text STRING, score DOUBLE, `start` INT, `end` INT>>,
  summary STRING,
  model_version STRING,
  status STRING,
  error STRING
) WITH (
  'provider' = 'runnel',
  'model' = 'runnel-base/3',
  'head' = 'ticket-queue, sentiment, entities, salience'
);
