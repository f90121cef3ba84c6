/**
 * The engine as a model provider of Flink SQL: {@code CREATE MODEL … WITH ('provider' = 'runnel')}
 * and {@code ML_PREDICT}. Knows texts, columns and the engine's interface; no documents, no Kafka.
 */
package io.runnel.sql;
