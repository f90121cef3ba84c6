package io.runnel.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.schemas.document.Classification;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.LabelScore;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnrichedCodecTest {
    private final JsonEnrichedCodec json = new JsonEnrichedCodec();
    private final AvroEnrichedCodec avro = new AvroEnrichedCodec();

    static Stream<Enriched> records() {
        return Stream.of(
                Samples.enrichedInvoice(),
                Samples.enrichedTranscript(),
                Samples.enrichedTicket(),
                Samples.unansweredTicket());
    }

    @ParameterizedTest
    @MethodSource("records")
    void restoresAnEqualRecord(Enriched record) {
        assertThat(json.decode(json.encode(record))).isEqualTo(record);
        assertThat(avro.decode(avro.encode(record))).isEqualTo(record);
    }

    @ParameterizedTest
    @MethodSource("records")
    void saysTheSameInJsonAndAvro(Enriched record) {
        assertThat(json.encode(avro.decode(avro.encode(record)))).isEqualTo(json.encode(record));
    }

    @Test
    void putsWhatDashboardsGroupByFlatAtTheTop() {
        String invoice = new String(json.encode(Samples.enrichedInvoice()), UTF_8);

        assertThat(invoice)
                .startsWith(
                        "{\"document_id\":\"i-1\",\"document_type\":\"invoice\",\"source\":{\"topic\":\"tickets\","
                                + "\"partition\":3,\"offset\":88231,\"timestamp\":1767225600000},\"language\":\"und\","
                                + "\"language_score\":0.54,\"language_source\":\"detected\",\"vendor\":\"Acme\",\"total\":\"1234.50\",\"currency\":\"EUR\",\"label\":\"office\","
                                + "\"label_score\":0.5,\"sentiment\":\"neutral\",\"sentiment_score\":1.0,"
                                + "\"summary_text\":\"Acme bills Bolt EUR 1,234.50 for Paper, due 2026-01-31.\","
                                + "\"entity_count\":1,\"classification\":{")
                .contains("\"line_items\":[{\"line\":\"1\"")
                .doesNotContain("null")
                .doesNotContain("movement");
    }

    @Test
    void leavesOutWhatAnUnsupportedLanguageHasNoAnswerTo() {
        String ticket = new String(json.encode(Samples.unansweredTicket()), UTF_8);

        assertThat(ticket)
                .contains(
                        "\"language\":\"de\",\"language_score\":0.91,\"language_source\":\"detected\","
                                + "\"channel\":\"chat\",\"entity_count\":0,\"classification\":{\"scores\":[]},"
                                + "\"sentiment_detail\":{\"scores\":[]},\"entities\":[],"
                                + "\"summary\":{\"method\":\"none\",\"sentences\":[]},")
                .contains("\"precision\":\"int8\",\"status\":\"unsupported-language\"}")
                .doesNotContain("\"label\"");
    }

    @Test
    void roundsScoresToSixDecimals() {
        Enriched ticket = Samples.enrichedTicket();
        Enriched fine =
                new Enriched(
                        null,
                        null,
                        ticket.ticket(),
                        ticket.language(),
                        new Classification(
                                "a", 0.12345678, List.of(new LabelScore("a", 1.0 / 3)), List.of()),
                        ticket.sentiment(),
                        ticket.entities(),
                        ticket.fields(),
                        ticket.summary(),
                        ticket.provenance(),
                        ticket.processing(),
                        ticket.redacted(),
                        ticket.generation());

        assertThat(new String(json.encode(fine), UTF_8))
                .contains("\"label_score\":0.123457")
                .contains("\"scores\":[{\"label\":\"a\",\"score\":0.333333}]");
    }

    @Test
    void saysWhatItExpectedOfBytesThatAreNoRecord() {
        assertThatThrownBy(() -> json.decode("{\"id\": 1}".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected an object in 'source', found nothing");
        assertThatThrownBy(() -> avro.decode(new byte[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("io.runnel.schemas.Enriched");
    }

    @Test
    void refusesAnUnknownDocumentType() {
        String record =
                new String(json.encode(Samples.enrichedTicket()), UTF_8)
                        .replace("\"ticket\"", "\"letter\"");

        assertThatThrownBy(() -> json.decode(record.getBytes(UTF_8)))
                .hasMessageContaining(
                        "expected invoice, transcript or ticket in 'document_type', found letter");
    }
}
