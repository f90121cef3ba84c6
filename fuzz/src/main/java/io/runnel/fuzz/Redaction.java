package io.runnel.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;

/**
 * Personal data can be taken out of any bytes, never with an exception; what is a document stays
 * one; and of an address that stands in it, nothing is left.
 */
public final class Redaction {
    private static final DocumentCodec<Ticket> TICKETS = JsonDocumentCodec.tickets();
    private static final byte[] ADDRESS = "anna.bell@example.com".getBytes(UTF_8);

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
        requireTaken(bytes);
    }

    /** An address between blanks, in a header that otherwise is what the fuzzer wants. */
    private static void requireTaken(byte[] bytes) {
        ByteBuffer value = ByteBuffer.allocate(2 * bytes.length + ADDRESS.length + 2);
        value.put(bytes).put((byte) ' ').put(ADDRESS).put((byte) ' ').put(bytes);
        Origin origin = new Origin("fuzz", 0, 0, 0, value.array(), List.of(), "{}".getBytes(UTF_8));
        byte[] key =
                REDACTION
                        .redact(
                                new Reject(
                                        origin, Stage.DECODE, RejectReason.WRONG_TYPE, null, "m"))
                        .reject()
                        .origin()
                        .key();
        String left = new String(key, ISO_8859_1);
        if (left.contains("anna.bell@example.com")) {
            throw new AssertionError("An address is left: " + left);
        }
    }
}
