-- What the model of models.sql says of each ticket, without a job.
SELECT id, ticket_queue_label AS queue, sentiment_label AS sentiment, summary, entities, status, error
FROM ML_PREDICT(
  TABLE tickets, MODEL ticket_reader, DESCRIPTOR(title, text),
  MAP['capacity', '100', 'output-mode', 'ALLOW_UNORDERED']);
