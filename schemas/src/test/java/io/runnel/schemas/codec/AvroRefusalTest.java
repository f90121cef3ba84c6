package io.runnel.schemas.codec;

import static io.runnel.schemas.codec.Samples.read;
import static io.runnel.schemas.codec.Samples.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Ticket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AvroRefusalTest {
    private static final int HEADER = 10;

    private final AvroDocumentCodec<Ticket> tickets = AvroDocumentCodec.tickets();
    private final byte[] bytes = tickets.encode(Samples.ticket(Samples.place()));

    @Test
    void readsPlainBinaryWithoutFingerprint() {
        byte[] plain = Arrays.copyOfRange(bytes, HEADER, bytes.length);

        assertThat(read(tickets, plain).text()).isEqualTo(read(tickets, bytes).text());
    }

    @Test
    void refusesARecordOfAnotherSchema() {
        Reject reject = refused(AvroDocumentCodec.invoices(), bytes);

        assertThat(reject.reason()).isEqualTo(RejectReason.MALFORMED_BYTES);
        assertThat(reject.message()).contains("io.runnel.schemas.Invoice").contains("fingerprint");
    }

    @Test
    void refusesATruncatedRecordAndOneThatGoesOn() {
        assertThat(refused(tickets, Arrays.copyOf(bytes, bytes.length - 5)).reason())
                .isEqualTo(RejectReason.MALFORMED_BYTES);
        assertThat(refused(tickets, Arrays.copyOf(bytes, bytes.length + 1)).message())
                .contains("bytes behind its end");
        assertThat(refused(tickets, Arrays.copyOf(bytes, 5)).message())
                .contains("the end after 5 bytes");
        assertThat(refused(tickets, new byte[0]).reason()).isEqualTo(RejectReason.MALFORMED_BYTES);
        assertThat(refused(tickets, "{\"id\":\"1\"}").reason())
                .isEqualTo(RejectReason.MALFORMED_BYTES);
    }

    @Test
    void refusesATextThatIsNotUtf8() {
        byte[] spoilt = bytes.clone();
        int card = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("Card");
        spoilt[card] = (byte) 0xff;

        assertThat(refused(tickets, spoilt).reason()).isEqualTo(RejectReason.NOT_UTF8);
        assertThat(refused(tickets, spoilt).message())
                .contains("'title'")
                .contains("0xff at position 0");
    }

    @Test
    void refusesABlankIdAndADocumentThatSaysNothing() {
        Ticket nameless =
                new Ticket(null, " ", "a", null, null, null, null, null, null, null, Map.of());
        Ticket silent =
                new Ticket(null, "1", null, " ", null, null, null, null, null, null, Map.of());

        assertThat(refused(tickets, tickets.encode(nameless)).reason())
                .isEqualTo(RejectReason.MISSING_ID);
        assertThat(refused(tickets, tickets.encode(silent)).reason())
                .isEqualTo(RejectReason.NO_TEXT);
    }
}
