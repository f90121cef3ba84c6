package io.runnel.dashboard.store;

/**
 * A dead letter as it was read.
 *
 * @param at milliseconds since the epoch, of the dead letter
 * @param type of the document it should have been, or {@code null} where nothing tells
 * @param facts what its headers say
 * @param original key and value of the record
 */
public record IncomingReject(Place place, long at, String type, Facts facts, Original original) {
    /**
     * What the headers say; each part may be {@code null}.
     *
     * @param headers all of them as a JSON object
     */
    public record Facts(
            String reason,
            String stage,
            String detail,
            String sourceTopic,
            Integer sourcePartition,
            Long sourceOffset,
            boolean retryable,
            String headers) {}

    /** The bytes; each may be {@code null}. */
    @SuppressWarnings("ArrayRecordComponent") // handed on as they are, never compared
    public record Original(byte[] key, byte[] value) {}
}
