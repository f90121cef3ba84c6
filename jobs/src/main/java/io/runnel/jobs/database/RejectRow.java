package io.runnel.jobs.database;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;

/** A reject as {@code runnel.put_reject} takes it: where it came from and why, not its bytes. */
final class RejectRow {
    /** As long as in dead letters. */
    private static final int MAX_MESSAGE = 2_000;

    private RejectRow() {}

    /**
     * The row of a reject without personal data.
     *
     * @param bytes how many its value had before anything was taken out
     */
    static Row of(Reject reject, DocumentType type, int generation, int bytes) {
        Origin origin = reject.origin();
        SourceTime time = SourceTime.ofMillis(origin.timestamp());
        String message = DatabaseText.clean(String.valueOf(reject.message()));
        ObjectNode row = Row.JSON.createObjectNode();
        row.put("day", time.day().toString());
        row.put("topic", DatabaseText.grouped(origin.topic()));
        row.put("source_partition", origin.partition());
        row.put("source_offset", origin.offset());
        row.put("generation", generation);
        row.put("document_type", type.label());
        row.put("source_timestamp", time.instant().toString());
        row.put("stage", reject.stage().label());
        row.put("reason", reject.reason().name());
        row.put("retryable", reject.reason().retry() == RejectReason.Retry.USEFUL);
        row.put("exception", DatabaseText.clean(reject.exception()));
        row.put(
                "message",
                message.length() <= MAX_MESSAGE
                        ? message
                        : DatabaseText.clean(message.substring(0, MAX_MESSAGE)) + "…");
        row.put("bytes", bytes);
        return Row.of(row);
    }
}
