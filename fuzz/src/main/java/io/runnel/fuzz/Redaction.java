package io.runnel.fuzz;

import io.runnel.schemas.codec.Decoded;
import io.runnel.schemas.codec.DocumentCodec;
import io.runnel.schemas.codec.JsonDocumentCodec;
import io.runnel.schemas.document.Header;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Stage;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.privacy.PersonalData;
import io.runnel.schemas.privacy.PrivacySettings;
import io.runnel.schemas.privacy.RedactedReject;
import io.runnel.schemas.privacy.Redactor;
import io.runnel.schemas.privacy.RejectRedaction;
import java.util.EnumSet;
import java.util.List;

/**
 * Personal data can be taken out of any bytes, never with an exception; and what is a document
 * stays one.
 */
public final class Redaction {
    private static final DocumentCodec<Ticket> TICKETS = JsonDocumentCodec.tickets();
    private static final RejectRedaction REDACTION =
            new RejectRedaction(
                    new PrivacySettings(
                            EnumSet.complementOf(EnumSet.of(PersonalData.PERSON)),
                            Redactor.Mode.MASK,
                            null));

    private Redaction() {}

    /** The bytes are value, key and header of a reject. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        Origin origin =
                new Origin("fuzz", 0, 0, 0, bytes, List.of(new Header("same", bytes)), bytes);
        RedactedReject redacted =
                REDACTION.redact(
                        new Reject(origin, Stage.DECODE, RejectReason.WRONG_TYPE, null, "fuzz"));
        boolean document = TICKETS.decode(origin) instanceof Decoded.Read<?>;
        if (document && !(TICKETS.decode(redacted.reject().origin()) instanceof Decoded.Read<?>)) {
            throw new AssertionError("A document without personal data is no document any more.");
        }
    }
}
