package io.runnel.schemas.codec;

import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Stage;

/**
 * Why bytes are no document; on its way from the place that found out to the codec that makes a
 * reject of it.
 */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final RejectReason reason;

    Refusal(RejectReason reason, String message) {
        this(reason, message, null);
    }

    Refusal(RejectReason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The reject, its message led by the reason and the record's place. */
    Reject of(Origin origin) {
        String exception = getCause() == null ? null : getCause().getClass().getName();
        String message = reason + " " + origin.place() + ": " + getMessage();
        return new Reject(origin, Stage.DECODE, reason, exception, message);
    }
}
