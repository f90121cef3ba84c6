package io.runnel.jobs.command.models.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class FieldPathTest {
    private static final JsonNode ROW =
            Json.of("{title: a, turns: [{text: b}, {time: 3}, {text: c}], 'x/y': d}");

    @Test
    void findsEachElementOfAnArray() {
        assertThat(FieldPath.parse("turns/*/text").in(ROW))
                .extracting(FieldPath.Found::place)
                .containsExactly("turns[0].text", "turns[2].text");
        assertThat(FieldPath.parse("/turns/1/time").in(ROW))
                .extracting(found -> found.value().asInt())
                .containsExactly(3);
    }

    @Test
    void takesASlashInANameAsAJsonPointerDoes() {
        assertThat(FieldPath.parse("x~1y").in(ROW)).hasSize(1);
    }

    @Test
    void findsNothingWhereItLeadsNowhere() {
        assertThat(FieldPath.parse("title/text").in(ROW)).isEmpty();
        assertThat(FieldPath.parse("turns/text").in(ROW)).isEmpty();
        assertThat(FieldPath.parse("other").in(ROW)).isEmpty();
    }

    @Test
    void refusesAnEmptyStep() {
        assertThatThrownBy(() -> FieldPath.parse("turns//text"))
                .hasMessageContaining("turns//text")
                .hasMessageContaining("empty step");
        assertThatThrownBy(() -> FieldPath.parse("")).hasMessageContaining("expected names");
    }
}
