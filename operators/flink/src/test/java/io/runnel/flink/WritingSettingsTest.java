package io.runnel.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.inference.summary.GuardRule;
import org.junit.jupiter.api.Test;

/** The engine's models have no head that compares sentences. */
class WritingSettingsTest {
    private final FakeEngine engine = new FakeEngine();

    @Test
    void writesWithoutComparingWhereNobodyCan() {
        assertThat(settings(GuardRule.DEFAULT.leastSimilarity()).writer(Answers.TASKS, engine))
                .isPresent();
    }

    @Test
    void refusesToHoldSentencesToASimilarityThatNobodyTells() {
        assertThatThrownBy(() -> settings(0.9).writer(Answers.TASKS, engine))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tasks.summary.writer-min-similarity")
                .hasMessageContaining("runnel-base/3");
    }

    private static WritingSettings settings(double similarity) {
        WritingSettings usual = WritingSettings.NONE;
        return new WritingSettings(
                "my-writer/1",
                usual.maxTokens(),
                usual.longest(),
                similarity,
                usual.onFailure(),
                usual.seed());
    }
}
