package io.runnel.schemas.document;

import java.util.List;

/**
 * Where a record came from, and its bytes as they were: enough to write a dead letter without
 * reading the source again.
 *
 * @param topic the topic, or the file name in a bounded run
 * @param partition the partition, 0 in a bounded run
 * @param offset the offset, or the line number from 0 in a bounded run
 * @param timestamp milliseconds since the epoch, of the record
 * @param key the key, or {@code null}
 * @param headers in their order
 * @param payload the value, or {@code null} for a tombstone
 */
public record Origin(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte[] key,
        List<Header> headers,
        byte[] payload) {}
