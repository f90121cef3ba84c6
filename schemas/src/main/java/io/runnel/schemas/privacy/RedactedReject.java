package io.runnel.schemas.privacy;

import io.runnel.schemas.document.Reject;

/**
 * A reject without personal data.
 *
 * @param reject its value, key, headers and message are searched
 * @param value what became of its value
 * @param pieces how many pieces of personal data were taken out
 */
public record RedactedReject(Reject reject, Value value, int pieces) {
    /** What became of the bytes. */
    public enum Value {
        /** They are there, without what was found in them. */
        KEPT,
        /** They could not be searched for all that was asked, so none of them are there. */
        LEFT_OUT
    }
}
