package io.runnel.schemas.codec;

import static io.runnel.schemas.codec.Samples.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonReadingTest {
    private final JsonDocumentCodec<Ticket> tickets = JsonDocumentCodec.tickets();
    private final JsonDocumentCodec<Transcript> transcripts = JsonDocumentCodec.transcripts();
    private final JsonDocumentCodec<Invoice> invoices = JsonDocumentCodec.invoices();

    @Test
    void takesAnIntegerAsAnId() {
        assertThat(read(tickets, "{\"id\": 12345678901234567890, \"text\": \"a\"}").id())
                .isEqualTo("12345678901234567890");
    }

    @Test
    void takesNullAsMissing() {
        Ticket ticket =
                read(
                        tickets,
                        "{\"id\": \"1\", \"title\": null, \"text\": \"a\", \"status\": null}");

        assertThat(ticket.title()).isNull();
        assertThat(ticket.status()).isNull();
        assertThat(ticket.other()).isEmpty();
    }

    @Test
    void keepsNumbersAsTheyWereWritten() {
        Invoice invoice =
                read(
                        invoices,
                        """
                        {"id": "1", "text": "a", "total": 1234.50, "line_items": [
                          {"line": 1, "quantity": 1e3, "unit_price": "1.234,5", "amount": -0.10}]}
                        """);

        assertThat(invoice.total()).isEqualTo("1234.50");
        assertThat(invoice.lineItems().get(0).line()).isEqualTo("1");
        assertThat(invoice.lineItems().get(0).quantity()).isEqualTo("1000");
        assertThat(invoice.lineItems().get(0).unitPrice()).isEqualTo("1.234,5");
        assertThat(invoice.lineItems().get(0).amount()).isEqualTo("-0.10");
    }

    @Test
    void keepsAHugeExponentShort() {
        Invoice invoice = read(invoices, "{\"id\": \"1\", \"text\": \"a\", \"total\": 1e99999999}");

        assertThat(invoice.total()).isEqualTo("1E+99999999");
    }

    @Test
    void keepsUnknownFieldsAsJsonText() {
        Ticket ticket =
                read(
                        tickets,
                        "{\"urgency\": 3.10, \"id\": \"1\", \"text\": \"a\", \"nested\": {\"a\":  [1, null]},"
                                + " \"nothing\": null}");

        assertThat(ticket.other())
                .isEqualTo(
                        Map.of("urgency", "3.10", "nested", "{\"a\":[1,null]}", "nothing", "null"));
    }

    @Test
    void keepsUnknownFieldsOfTurnsAndLines() {
        Transcript transcript =
                read(
                        transcripts,
                        "{\"id\": \"1\", \"turns\": [{\"text\": \"a\", \"mood\": \"glad\"}]}");
        Invoice invoice =
                read(invoices, "{\"id\": \"1\", \"text\": \"a\", \"line_items\": [{\"sku\": 7}]}");

        assertThat(transcript.turns().get(0).other()).isEqualTo(Map.of("mood", "\"glad\""));
        assertThat(invoice.lineItems().get(0).other()).isEqualTo(Map.of("sku", "7"));
    }

    @Test
    void keepsThePlacesOfEmptyTurns() {
        Transcript transcript =
                read(
                        transcripts,
                        "{\"id\": \"1\", \"turns\": [{\"speaker\": \"A\"}, null, {\"text\": \"\"}, {\"text\": \"b\"}]}");

        assertThat(transcript.turns()).extracting("text").containsExactly("", "", "", "b");
    }

    @Test
    void readsNotesAsOneTextOrSeveral() {
        assertThat(read(invoices, "{\"id\": \"1\", \"notes\": \"pay\"}").notes())
                .containsExactly("pay");
        assertThat(read(invoices, "{\"id\": \"1\", \"notes\": [\"pay\", null, \"now\"]}").notes())
                .containsExactly("pay", "", "now");
        assertThat(read(invoices, "{\"id\": \"1\", \"title\": \"a\", \"notes\": null}").notes())
                .isEmpty();
    }

    @Test
    void readsATextThatSpeaksOfTheReplacementCharacter() {
        assertThat(read(tickets, "{\"id\": \"1\", \"text\": \"I see \uFFFD\"}").text())
                .isEqualTo("I see \uFFFD");
    }

    @Test
    void skipsAByteOrderMark() {
        assertThat(read(tickets, "\uFEFF{\"id\": \"1\", \"text\": \"a\"}").id()).isEqualTo("1");
    }

    @Test
    void keepsKeyHeadersAndBytesOfTheRecord() {
        Ticket ticket = read(tickets, "{\"id\": \"1\", \"text\": \"a\"}");

        assertThat(ticket.origin()).isEqualTo(Samples.origin("{\"id\": \"1\", \"text\": \"a\"}"));
        assertThat(ticket.origin().headers()).isEqualTo(List.of());
    }
}
