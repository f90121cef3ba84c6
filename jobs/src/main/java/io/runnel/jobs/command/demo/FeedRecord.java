package io.runnel.jobs.command.demo;

import io.runnel.schemas.document.DocumentType;

/**
 * One record that the demo sends.
 *
 * @param key the key, or {@code null}
 * @param value the bytes, or {@code null} for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the producer as they are, never compared
record FeedRecord(DocumentType type, byte[] key, byte[] value) {}
