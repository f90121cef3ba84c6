package io.runnel.dashboard.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.store.Correction;
import io.runnel.dashboard.store.Place;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The topic may hold what others wrote. */
class CorrectionJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Place PLACE = new Place("corrections", 0, 0);

    @Test
    void readsWhatItWrites() throws Exception {
        Correction missed = CorrectionJson.read(PLACE, bytes(record()));
        assertThat(missed.span()).isEqualTo(new Correction.Span("text", 5, 8));
        byte[] written = CorrectionJson.write(missed, "Hi, 😀 Ann");
        assertThat(CorrectionJson.read(PLACE, written)).isEqualTo(missed);
        JsonNode json = JSON.readTree(written);
        assertThat(json.at("/given/entity_group").isNull()).isTrue();
        assertThat(json.get("text").asText()).isEqualTo("Hi, 😀 Ann");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "right | \"person\"",
                "right | [1]",
                "right | {\"label\": {\"a\": 1}}",
                "given | {\"entity_group\": [\"x\"]}",
                "given | {\"text\": 7}",
                "given | null",
                "start | -1",
                "start | 8",
                "end | 9999999999",
                "end | \"8\"",
                "at | \"noon\"",
                "document_id | {}"
            })
    void refusesWhatThePageCouldNotShow(String name, String value) throws Exception {
        ObjectNode record = record();
        record.set(name, JSON.readTree(value));
        assertThatThrownBy(() -> CorrectionJson.read(PLACE, bytes(record)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }

    private static ObjectNode record() throws Exception {
        return (ObjectNode)
                JSON.readTree(
                        """
                        {"correction_id": "c", "at": "2026-11-22T09:00:00Z", "who": "127.0.0.1",
                         "document_type": "ticket", "document_id": "t", "task": "entities",
                         "given": {"entity_group": null, "text": "Ann"},
                         "right": {"entity_group": "person", "text": "Ann"},
                         "agreed": false, "field": "text", "start": 5, "end": 8}""");
    }

    private static byte[] bytes(ObjectNode record) {
        return record.toString().getBytes(StandardCharsets.UTF_8);
    }
}
