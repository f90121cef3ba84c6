/**
 * Enriched records and rejects as rows of PostgreSQL, beside Kafka: at least once, and idempotent,
 * so that each document stands there once. Only this room and its commands speak JDBC.
 */
package io.runnel.jobs.database;
