package io.runnel.flink;

import static io.runnel.flink.Documents.transcript;
import static io.runnel.flink.Documents.turn;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.task.Label;
import io.runnel.inference.task.Labels;
import io.runnel.schemas.document.SentimentMovement;
import io.runnel.schemas.document.Transcript;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentimentAssemblyTest {
    private static final Transcript CALL = transcript(null, turn("A", "Bad"), turn("A", "Good"));

    @Test
    void tellsHowTheMoodMovesHoweverAModelWritesItsLabels() {
        SentimentMovement up = new SentimentMovement(-1, 0.5, 1.5);
        assertThat(movement("positive", "negative")).isEqualTo(up);
        assertThat(movement("POSITIVE", "NEGATIVE")).isEqualTo(up);
        assertThat(movement("POS", "NEG")).isEqualTo(up);
    }

    @Test
    void tellsNothingWhereTheLabelsHaveNoEnds() {
        assertThat(movement("5 stars", "1 star")).isNull();
    }

    private static SentimentMovement movement(String good, String bad) {
        List<Label> first = Answers.labels(bad, 1, good, 0);
        List<Label> last = Answers.labels(good, 0.75, bad, 0.25);
        Labels labels =
                new Labels(
                        last,
                        List.of(new Labels.OfPassage(0, first), new Labels.OfPassage(1, last)));
        return SentimentAssembly.sentiment(CALL, DocumentPassages.of(CALL), labels).movement();
    }
}
