package io.runnel.jobs.command.models.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryRowsTest {
    @Test
    void joinsTheReferencesOfAPath() {
        SummaryRows rows = new SummaryRows(TextFields.BY_SHAPE, FieldPath.parse("minutes/*"));
        assertThat(rows.read(Json.of("{text: a, minutes: [b, null, 7]}")).orElseThrow().gold())
                .isEqualTo(new Gold.Reference("b\n7"));
    }

    @Test
    void leavesOutARowWithoutAReferenceOrWithoutText() {
        assertThat(read("{text: a, summary: null}")).isEmpty();
        assertThat(read("{text: a, summary: ' '}")).isEmpty();
        assertThat(read("{text: '', summary: b}")).isEmpty();
    }

    @Test
    void saysWhatARowShouldBe() {
        assertThatThrownBy(() -> read("{text: a, summary: [b]}"))
                .hasMessage("'summary' is an array; expected a text or a number.");
        assertThatThrownBy(() -> read("{text: a, title: b}"))
                .hasMessageContaining("no reference summary")
                .hasMessageContaining("'title'");
    }

    private static Optional<LabelledRow<Gold.Reference>> read(String row) {
        return new SummaryRows(TextFields.BY_SHAPE, SummaryRows.FIELD).read(Json.of(row));
    }
}
