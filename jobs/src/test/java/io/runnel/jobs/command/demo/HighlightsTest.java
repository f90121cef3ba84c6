package io.runnel.jobs.command.demo;

import static io.runnel.schemas.document.DocumentType.TICKET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class HighlightsTest {
    private final Highlights highlights = new Highlights();

    @Test
    void showsDifferentMoodsOfAType() throws JsonProcessingException {
        highlights.offer(TICKET, answered("t1", "negative"));
        highlights.offer(TICKET, answered("t2", "negative"));
        highlights.offer(TICKET, answered("t3", "positive"));
        assertThat(highlights.results())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("ticket t1"),
                        second -> assertThat(second).startsWith("ticket t3"));
    }

    @Test
    void showsOneWhoseLanguageWasFoundAndIsNotSupported() throws JsonProcessingException {
        highlights.offer(TICKET, notAsked("t1", "es", "stated"));
        highlights.offer(TICKET, notAsked("t2", "de", "detected"));
        highlights.offer(TICKET, notAsked("t3", "fr", "detected"));
        highlights.offer(TICKET, answered("t4", "negative"));
        assertThat(highlights.results())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("ticket t4"),
                        last ->
                                assertThat(last)
                                        .startsWith("ticket t2")
                                        .contains("language   de 0.90")
                                        .contains("was not trained for language de"));
    }

    @Test
    void showsOneWhoseLanguageWasStatedWhereNoneWasFound() throws JsonProcessingException {
        highlights.offer(TICKET, notAsked("t1", "es", "stated"));
        highlights.offer(TICKET, notAsked("t2", "de", "stated"));
        assertThat(highlights.results())
                .singleElement()
                .asString()
                .startsWith("ticket t1")
                .contains("was not trained for language es");
    }

    private static JsonNode answered(String id, String mood) throws JsonProcessingException {
        return json(
                """
                {"document_type":"ticket","document_id":"%s","label":"cards","sentiment":"%s",
                "entity_count":1,"provenance":[{"task":"classification","status":"answered"}]}
                """
                        .formatted(id, mood));
    }

    private static JsonNode notAsked(String id, String language, String source)
            throws JsonProcessingException {
        return json(
                """
                {"document_type":"ticket","document_id":"%s","entity_count":0,"language":"%s",
                "language_source":"%s","language_score":0.9,"provenance":[
                {"task":"classification","head":"queue","status":"unsupported-language"}]}
                """
                        .formatted(id, language, source));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text);
    }
}
