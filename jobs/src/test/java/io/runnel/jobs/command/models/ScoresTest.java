package io.runnel.jobs.command.models;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoresTest {
    @Test
    void countsAccuracyAndMacroF1() {
        LabelScores scores = new LabelScores(null);
        scores.add("a", "a", 0.9);
        scores.add("a", "b", 0.8);
        scores.add("b", "b", 0.7);
        scores.add("c", "b", 0.6);
        assertThat(scores.accuracy()).isEqualTo(0.5);
        // a: 2·1/(2+1), b: 2·1/(1+3), c: 0
        assertThat(scores.macroF1()).isCloseTo((2 / 3.0 + 0.5 + 0) / 3, within(1e-12));
    }

    @Test
    void findsSureAndRightAnswersCalibrated() {
        Calibration calibration = new Calibration();
        calibration.add(1, true);
        calibration.add(0, false);
        assertThat(calibration.expectedError()).isZero();
        calibration.add(1, false);
        assertThat(calibration.expectedError()).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void readsEntitiesFromTagsAsSeqevalDoes() {
        assertThat(TokenSpan.ofTags(List.of("B-per", "I-per", "O", "I-loc", "B-loc", "I-per")))
                .containsExactlyInAnyOrder(
                        new TokenSpan("per", 0, 1),
                        new TokenSpan("loc", 3, 3),
                        new TokenSpan("loc", 4, 4),
                        new TokenSpan("per", 5, 5));
        assertThat(TokenSpan.ofTags(List.of("O", "O"))).isEmpty();
        assertThat(TokenSpan.ofTags(List.of())).isEmpty();
    }

    @Test
    void mapsCharactersToTheTokensThatTheyTouch() {
        TokenOffsets offsets = TokenOffsets.ofJoined(List.of("Anna", "O'Neil", "😀", "went"));
        assertThat(offsets.cover("per", 0, 11)).isEqualTo(new TokenSpan("per", 0, 1));
        assertThat(offsets.cover("per", 5, 6)).isEqualTo(new TokenSpan("per", 1, 1));
        assertThat(offsets.cover("x", 12, 14)).isEqualTo(new TokenSpan("x", 2, 2));
        assertThat(offsets.cover("x", 15, 19)).isEqualTo(new TokenSpan("x", 3, 3));
    }

    @Test
    void countsWholeEntitiesOnly() {
        EntityScores scores = new EntityScores(null);
        scores.add(
                Set.of(new TokenSpan("per", 0, 1), new TokenSpan("loc", 3, 3)),
                Set.of(new TokenSpan("per", 0, 0), new TokenSpan("loc", 3, 3)));
        assertThat(scores.f1()).isEqualTo(0.5);
    }

    @Test
    void readsRowsInEveryFormThatItDocuments() {
        assertThat(row("{\"text\":\"a\",\"label\":\"x\"}").labels()).containsExactly("x");
        assertThat(row("{\"passages\":[\"a\",\"b\"],\"labels\":[\"x\",\"y\"]}").labels())
                .containsExactly("x", "y");
        LabelledRow.Judged judged =
                row("{\"tokens\":[\"a\",\"b\"],\"tags\":[\"O\",\"O\"],\"types\":[\"date\"],\"ignored\":[1]}")
                        .judged();
        assertThat(judged.counts(new TokenSpan("date", 0, 0))).isTrue();
        assertThat(judged.counts(new TokenSpan("date", 0, 1))).isFalse();
        assertThat(judged.counts(new TokenSpan("money", 0, 0))).isFalse();
        assertThat(row("{\"tokens\":[\"a\",\"b\"],\"tags\":[\"O\",\"O\"]}").passages())
                .containsExactly("a b");
    }

    @Test
    void saysWhatARowShouldBe() {
        assertThatThrownBy(() -> row("{\"text\":\"a\"}")).hasMessageContaining("with 'label'");
        assertThatThrownBy(() -> row("{\"tokens\":[\"a\"],\"tags\":[]}"))
                .hasMessageContaining("1 tokens and 0 tags");
        assertThatThrownBy(() -> row("x")).hasMessageContaining("no JSON");
    }

    private static LabelledRow row(String line) {
        return LabelledRow.parse(line.getBytes(UTF_8));
    }
}
