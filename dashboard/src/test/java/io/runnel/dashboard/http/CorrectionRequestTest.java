package io.runnel.dashboard.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.Samples;
import io.runnel.dashboard.store.Correction;
import io.runnel.schemas.document.Enriched;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrectionRequestTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEXT = "😀 I paid £50 to Ann 👩‍🚀 in Porto.  ";

    private final Enriched ticket = Samples.at(0, Samples.ticket("t", TEXT)).enriched();

    @Test
    void marksAnEntityThatTheModelMissed() throws Exception {
        CorrectionRequest.Judged judged = read(entity("Ann 👩‍🚀", "person"));
        Correction correction = judged.correction();
        assertThat(json(correction.given()).get("entity_group").isNull()).isTrue();
        assertThat(json(correction.right()).get("entity_group").asText()).isEqualTo("person");
        assertThat(json(correction.right()).get("text").asText()).isEqualTo("Ann 👩‍🚀");
        assertThat(correction.agreed()).isFalse();
        assertThat(correction.span().field()).isEqualTo("text");
        assertThat(judged.text()).isEqualTo(TEXT);
        assertThat(judged.text().substring(correction.span().start(), correction.span().end()))
                .isEqualTo("Ann 👩‍🚀");
    }

    @Test
    void countsInUtf16UnitsAsTheRecordDoes() {
        ObjectNode pounds = entity("£50", "money");
        assertThat(pounds.get("start").asInt()).isEqualTo("😀 I paid ".length()).isEqualTo(10);
        assertThat(read(pounds).correction().right()).contains("£50");
        assertThat(read(entity("😀", "other")).correction().span().end()).isEqualTo(2);
    }

    @Test
    void knowsWhatTheModelFoundThere() throws Exception {
        Correction wrong = read(entity("Porto", "person")).correction();
        assertThat(json(wrong.given()).get("entity_group").asText()).isEqualTo("location");
        assertThat(wrong.agreed()).isFalse();
        assertThat(read(entity("Porto", "location")).correction().agreed()).isTrue();
        ObjectNode none = entity("Porto", "x");
        none.putObject("right").putNull("entity_group");
        assertThat(read(none).correction().agreed()).isFalse();
    }

    @Test
    void takesAMarkBack() {
        ObjectNode none = entity("Ann", "x");
        none.putObject("right").putNull("entity_group");
        assertThat(read(none).correction().agreed()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 3",
        "3, 3",
        "4, 3",
        "0, 900",
        "0.5, 3",
        "\"0\", \"3\"",
        "null, 3",
        "0, 99999999999"
    })
    void refusesPlacesOutsideOfTheText(String start, String end) throws Exception {
        ObjectNode body = entity("Ann", "person");
        body.set("start", JSON.readTree(start));
        body.set("end", JSON.readTree(end));
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(HttpProblem.class)
                .hasMessageContaining("0 <= start < end <= " + TEXT.length());
    }

    @Test
    void saysWhichFieldsThereAre() {
        ObjectNode body = entity("Ann", "person").put("field", "turns[0].text");
        assertThatThrownBy(() -> read(body))
                .hasMessageContaining("one of title, text; found 'turns[0].text'");
    }

    @Test
    void refusesHalvesOfCharactersAndWordsThatSayNothing() {
        assertThatThrownBy(() -> read(entity(0, 1))).hasMessageContaining("1 is in the middle");
        assertThatThrownBy(() -> read(entity(1, 5))).hasMessageContaining("1 is in the middle");
        int blanks = TEXT.length() - 2;
        assertThatThrownBy(() -> read(entity(blanks, blanks + 2)))
                .hasMessageContaining("nothing but blanks");
    }

    @Test
    void refusesAWholeTextAsOneEntity() {
        Enriched large = Samples.at(0, Samples.ticket("t", "word ".repeat(200))).enriched();
        assertThatThrownBy(() -> CorrectionRequest.read(entity(0, 999), large, "me"))
                .hasMessageContaining("at most 500 UTF-16 units, found 999");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"entity_group\": 7}",
                "{\"entity_group\": \" \"}",
                "{\"entity_group\": {}}",
                "{\"entity_group\": \"per\\u0000son\"}",
                "{\"entity_group\": \"per\\u202eson\"}",
                "{\"entity_group\": \"per\\u2066son\"}",
                "{\"entity_group\": \"per\\ud83dson\"}",
                "{\"entity_group\": \"per\\nson\"}",
                "[]",
                "null"
            })
    void refusesTypesThatAreNoneOrDeceiveTheEye(String right) throws Exception {
        ObjectNode body = entity("Ann", "person");
        body.set("right", JSON.readTree(right));
        assertThatThrownBy(() -> read(body))
                .isInstanceOf(HttpProblem.class)
                .hasMessageContaining("expected");
    }

    @Test
    void refusesNamesOfTenThousandCharacters() {
        assertThatThrownBy(() -> read(entity("Ann", "x".repeat(10_000))))
                .hasMessageContaining("entity_group: expected a text of at most 200 characters")
                .hasMessageContaining("found 10000");
        assertThatThrownBy(() -> read(label("x".repeat(10_000))))
                .hasMessageContaining("label: expected a text of at most 200 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"per\u0000son", "per\u202eson", "a\u2028b"})
    void refusesLabelsAndNotesThatDeceiveTheEye(String text) {
        assertThatThrownBy(() -> read(label(text))).hasMessageContaining("label: expected no");
        assertThatThrownBy(() -> read(label("cards").put("note", text)))
                .hasMessageContaining("note: expected no");
    }

    @Test
    void takesMarkupAndEmojiAsTheTextThatTheyAre() throws Exception {
        String hostile = "<script>alert(1)</script> 👩‍🚀";
        assertThat(json(read(entity("Ann", hostile)).correction().right()).get("entity_group"))
                .hasToString("\"" + hostile + "\"");
        assertThat(json(read(label(hostile)).correction().right()).get("label"))
                .hasToString("\"" + hostile + "\"");
        assertThat(read(label("cards").put("note", "two\nlines")).correction().note())
                .isEqualTo("two\nlines");
    }

    private CorrectionRequest.Judged read(ObjectNode body) {
        return CorrectionRequest.read(body, ticket, "me");
    }

    private static ObjectNode entity(String words, String group) {
        int start = TEXT.indexOf(words);
        ObjectNode body = entity(start, start + words.length());
        body.putObject("right").put("entity_group", group);
        return body;
    }

    private static ObjectNode entity(int start, int end) {
        ObjectNode body = JSON.createObjectNode().put("task", "entities").put("field", "text");
        body.put("start", start).put("end", end);
        body.putObject("right").put("entity_group", "person");
        return body;
    }

    private static ObjectNode label(String label) {
        ObjectNode body = JSON.createObjectNode().put("task", "classification");
        body.putObject("right").put("label", label);
        return body;
    }

    private static JsonNode json(String text) throws Exception {
        return JSON.readTree(text);
    }
}
