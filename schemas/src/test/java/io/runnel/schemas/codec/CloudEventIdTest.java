package io.runnel.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Header;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Ticket;
import java.util.List;
import org.junit.jupiter.api.Test;

class CloudEventIdTest {
    private static final List<Header> EVENT =
            List.of(
                    header("ce_specversion", "1.0"),
                    header("ce_id", "e-7"),
                    header("ce_source", "/crm"),
                    header("ce_type", "com.example.ticket"),
                    header("ce_time", "2026-11-22T01:00:00Z"));

    @Test
    void standsInWhereTheDocumentHasNone() {
        assertThat(id("{\"text\":\"Hello\"}")).isEqualTo("e-7");
        assertThat(id("{\"id\":null,\"text\":\"Hello\"}")).isEqualTo("e-7");
        assertThat(id("{\"id\":\" \",\"text\":\"Hello\"}")).isEqualTo("e-7");
    }

    @Test
    void leavesTheDocumentItsOwn() {
        assertThat(id("{\"id\":\"1\",\"text\":\"Hello\"}")).isEqualTo("1");
    }

    @Test
    void isAskedForWhereThereIsNoEvent() {
        assertThat(Samples.refused(JsonDocumentCodec.tickets(), "{\"text\":\"Hello\"}").reason())
                .isEqualTo(RejectReason.MISSING_ID);
    }

    @Test
    void standsInTheEnrichedRecordWithItsSourceTypeAndTime() {
        ObjectNode source = (ObjectNode) EnrichedWriter.write(enriched()).get("source");

        assertThat(source.get("event_id").textValue()).isEqualTo("e-7");
        assertThat(source.get("event_source").textValue()).isEqualTo("/crm");
        assertThat(source.get("event_type").textValue()).isEqualTo("com.example.ticket");
        assertThat(source.get("event_time").textValue()).isEqualTo("2026-11-22T01:00:00Z");
        assertThat(EnrichedWriter.write(Samples.enrichedTicket()).get("source").size())
                .isEqualTo(4);
    }

    private static Enriched enriched() {
        Enriched sample = Samples.enrichedTicket();
        return new Enriched(
                null,
                null,
                Samples.ticket(origin("")),
                sample.language(),
                sample.classification(),
                sample.sentiment(),
                sample.entities(),
                sample.fields(),
                sample.summary(),
                sample.provenance(),
                sample.processing(),
                sample.redacted(),
                0);
    }

    private static String id(String json) {
        Decoded<Ticket> decoded = JsonDocumentCodec.tickets().decode(origin(json));
        return ((Decoded.Read<Ticket>) decoded).document().id();
    }

    private static Origin origin(String payload) {
        return new Origin("tickets", 0, 0, 0, null, EVENT, payload.getBytes(UTF_8));
    }

    private static Header header(String name, String value) {
        return new Header(name, value.getBytes(UTF_8));
    }
}
