package io.runnel.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.flink.EnrichmentSettings.Head;
import io.runnel.inference.task.WordAggregation;
import io.runnel.inference.token.LongText;
import java.time.Duration;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class EnrichmentSettingsTest {
    @Test
    void travelsWithTheJob() throws Exception {
        EnrichmentSettings arrived = InstantiationUtil.clone(Answers.SETTINGS);

        assertThat(arrived).isEqualTo(Answers.SETTINGS);
        assertThat(arrived.tasks()).isEqualTo(Answers.TASKS);
    }

    @Test
    void listsAllMistakesAtOnce() {
        Head right = new Head("runnel-base/3", "sentiment");

        assertThatThrownBy(
                        () ->
                                new EnrichmentSettings(
                                        new Head("runnel-base", "x"),
                                        right,
                                        new Head("runnel-base/3", " "),
                                        null,
                                        LongText.CHUNK,
                                        WordAggregation.FIRST,
                                        0,
                                        null,
                                        null,
                                        BroughtModels.NONE,
                                        -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "classification: Model 'runnel-base' is not of the form name/version")
                .hasMessageContaining("entities: expected a model and a head")
                .hasMessageContaining("generation: expected 0 or more, found -1")
                .hasMessageContaining("summary: expected a model and a head, found null")
                .hasMessageContaining("expected at least 1 word, found 0")
                .hasMessageContaining("fields: expected a model and a head, found null")
                .hasMessageContaining("how the language is told must be set");
    }

    @Test
    void refusesAConfidenceThatIsADrawOrNever() {
        assertThatThrownBy(() -> new LanguageSettings(LanguageDetection.DETECT, 0.4))
                .hasMessageContaining("confidence 0.4");
        assertThatThrownBy(() -> new LanguageSettings(LanguageDetection.DETECT, Double.NaN))
                .hasMessageContaining("expected a detection, and a confidence from 0.5 to 1");
    }

    @Test
    void refusesToWaitForNothing() {
        assertThatThrownBy(() -> new WaitingSettings(OutputOrder.ORDERED, 0, Duration.ofMinutes(1)))
                .hasMessageContaining("Capacity 0");
        assertThatThrownBy(() -> new WaitingSettings(OutputOrder.ORDERED, 1, Duration.ZERO))
                .hasMessageContaining("Hang guard PT0S");
    }
}
