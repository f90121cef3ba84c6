package io.runnel.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LabelledEntitiesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEXT = "Ann (Northwind GmbH) paid £50,\n😀 in Porto.";

    private final LabelledEntities entities = new LabelledEntities("ticket");

    @Test
    void areTokensOfWhichThoseThatNobodyJudgedAreIgnored() throws Exception {
        add("Ann", null, "person");
        add("Northwind GmbH", "person", "organisation");
        add("Porto", "place", null);
        JsonNode row = row();
        assertThat(row.get("tokens"))
                .hasToString(
                        "[\"Ann\",\"(\",\"Northwind\",\"GmbH\",\")\",\"paid\",\"£50,\",\"😀\",\"in\",\"Porto\",\".\"]");
        assertThat(row.get("tags"))
                .hasToString(
                        "[\"B-person\",\"O\",\"B-organisation\",\"I-organisation\",\"O\",\"O\",\"O\",\"O\",\"O\",\"O\",\"O\"]");
        assertThat(row.get("ignored")).hasToString("[1,4,5,6,7,8,10]");
        assertThat(row.get("types")).hasToString("[\"organisation\",\"person\",\"place\"]");
    }

    @Test
    void cutWhereWordsBeginAndEndAlsoWithinOne() throws Exception {
        add("50", null, "quantity");
        add("😀", null, "other");
        JsonNode row = row();
        assertThat(row.get("tokens"))
                .hasToString(
                        "[\"Ann\",\"(Northwind\",\"GmbH)\",\"paid\",\"£\",\"50\",\",\",\"😀\",\"in\",\"Porto.\"]");
        assertThat(row.at("/tags/5").asText()).isEqualTo("B-quantity");
        assertThat(row.at("/tags/7").asText()).isEqualTo("B-other");
    }

    @Test
    void takeTheLastWordAboutTheSameWords() throws Exception {
        add("Ann", null, "person");
        add("Ann", null, "organisation");
        assertThat(row().at("/tags/0").asText()).isEqualTo("B-organisation");
        add("Ann", null, null);
        assertThat(row().at("/tags/0").asText()).isEqualTo("O");
        assertThat(row().get("ignored")).noneMatch(index -> index.asInt() == 0);
    }

    @Test
    void anEntityCountsMoreThanALongerOneThatIsNone() throws Exception {
        add("Northwind GmbH", null, "organisation");
        add("Ann (Northwind GmbH)", "organisation", null);
        assertThat(row().get("tags").toString())
                .startsWith("[\"O\",\"O\",\"B-organisation\",\"I-organisation\",\"O\",\"O\"");
        assertThat(row().get("ignored").get(0).asInt()).isEqualTo(5);
    }

    @Test
    void leaveOutWhatIsOfOthersOrDoesNotStandInTheText() {
        ObjectNode moved = correction("Ann", null, "person").put("start", 5).put("end", 8);
        for (ObjectNode other :
                new ObjectNode[] {
                    moved,
                    correction("Ann", null, "person").put("end", 4_000),
                    correction("Ann", null, "person").put("document_type", "invoice"),
                    correction("Ann", null, "person").put("task", "sentiment")
                }) {
            entities.add(other.toString().getBytes(StandardCharsets.UTF_8));
        }
        entities.add(null);
        entities.add("no JSON".getBytes(StandardCharsets.UTF_8));
        assertThat(entities.size()).isZero();
        assertThat(entities.others()).isEqualTo(6);
    }

    private void add(String words, String given, String right) {
        entities.add(correction(words, given, right).toString().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode correction(String words, String given, String right) {
        int start = TEXT.indexOf(words);
        ObjectNode node = JSON.createObjectNode().put("document_type", "ticket");
        node.put("document_id", "t").put("task", "entities").put("field", "text");
        node.put("start", start).put("end", start + words.length()).put("text", TEXT);
        node.putObject("given").put("entity_group", given).put("text", words);
        node.putObject("right").put("entity_group", right).put("text", words);
        return node;
    }

    private JsonNode row() throws Exception {
        assertThat(entities.jsonLines()).hasSize(1);
        return JSON.readTree(entities.jsonLines().get(0));
    }
}
