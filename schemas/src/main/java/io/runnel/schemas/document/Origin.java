package io.runnel.schemas.document;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Where a record came from, and its bytes as they were: enough to write a dead letter without
 * reading the source again.
 *
 * <p>The arrays are shared, not copied: nobody may write into them. Equal means equal bytes.
 *
 * @param topic the topic, or the file name in a bounded run
 * @param partition the partition, 0 in a bounded run
 * @param offset the offset, or the line number from 0 in a bounded run
 * @param timestamp milliseconds since the epoch, of the record
 * @param key the key, or {@code null}
 * @param headers in their order
 * @param payload the value, or {@code null} for a tombstone
 */
@SuppressWarnings(
        "ArrayRecordComponent") // equality by content is written below; copies would cost every
// record
public record Origin(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte[] key,
        List<Header> headers,
        byte[] payload) {
    /** The place in messages: {@code invoices-3@88231}. */
    public String place() {
        return topic + "-" + partition + "@" + offset;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Origin other
                && Objects.equals(topic, other.topic)
                && partition == other.partition
                && offset == other.offset
                && timestamp == other.timestamp
                && Arrays.equals(key, other.key)
                && Objects.equals(headers, other.headers)
                && Arrays.equals(payload, other.payload);
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, partition, offset, timestamp, Arrays.hashCode(key), headers);
    }

    /** The place and the sizes, never the bytes: they may be private, and large. */
    @Override
    public String toString() {
        return "Origin["
                + place()
                + ", timestamp="
                + timestamp
                + ", key "
                + size(key)
                + ", payload "
                + size(payload)
                + "]";
    }

    private static String size(byte[] bytes) {
        return bytes == null ? "none" : bytes.length + " bytes";
    }
}
