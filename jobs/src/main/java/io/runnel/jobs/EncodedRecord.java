package io.runnel.jobs;

import io.runnel.schemas.document.Header;
import java.util.List;

/**
 * A record as it is written: bytes, and nothing left to fail on.
 *
 * @param key the key of the input record, or {@code null}
 * @param headers in their order; values may be {@code null}
 * @param timestamp milliseconds since the epoch, or {@code null} for the time of writing
 * @param value the value, or {@code null} for a tombstone
 */
@SuppressWarnings("ArrayRecordComponent") // bytes are what is written; nobody compares records
public record EncodedRecord(byte[] key, List<Header> headers, Long timestamp, byte[] value) {
    /** A record's fields and varints, and the batch that it opens, never take more than this. */
    private static final long RECORD_OVERHEAD = 128;

    /** A header's two lengths never take more than this. */
    private static final long HEADER_OVERHEAD = 10;

    /** The most bytes that this record takes on the wire, uncompressed and alone in its batch. */
    public long maxBytes() {
        long bytes = RECORD_OVERHEAD + length(key) + length(value);
        for (Header header : headers) {
            // UTF-8 takes at most three bytes for a UTF-16 unit.
            bytes += HEADER_OVERHEAD + 3L * header.name().length() + length(header.value());
        }
        return bytes;
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
