package io.runnel.dashboard.why;

import static java.util.Comparator.comparingDouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.Samples;
import io.runnel.dashboard.why.AskedTexts.LabelTask;
import io.runnel.schemas.document.Enriched;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The real engine and the bundled pack. */
class ExplainerTest {
    private static final Path MODELS = Path.of("../model-store/models");
    private static final String TEXT = "The parcel is here. I hate this terrible service.";

    @Test
    void findsTheWordsThatMadeATextNegativeAndSaysWhatItCost() throws Exception {
        Enriched angry = Samples.at(0, new Samples.Said("t", "Parcel", TEXT, "x", "y")).enriched();
        try (Explainer explainer = new Explainer(MODELS)) {
            ObjectNode answer = explainer.explain(angry, LabelTask.SENTIMENT);
            assertThat(answer.get("label").asText()).isEqualTo("negative");
            assertThat(answer.get("words")).hasSize(10);
            double angryHalf = 0;
            double calmHalf = 0;
            for (JsonNode word : answer.get("words")) {
                String field = word.get("field").asText().equals("title") ? "Parcel" : TEXT;
                assertThat(field.substring(word.get("start").asInt(), word.get("end").asInt()))
                        .isEqualTo(word.get("text").asText());
                if (field.equals(TEXT) && word.get("start").asInt() > TEXT.indexOf('.')) {
                    angryHalf += word.get("weight").asDouble();
                } else {
                    calmHalf += word.get("weight").asDouble();
                }
            }
            assertThat(angryHalf).isPositive().isGreaterThan(calmHalf);
            assertThat(heaviest(answer.get("words"), 2))
                    .containsExactlyInAnyOrder("hate", "terrible");
            assertThat(answer.get("questions").asInt()).isEqualTo(21);
            assertThat(answer.get("runs").asInt()).isPositive();
            assertThat(answer.get("model_ms").asDouble()).isPositive();
        }
    }

    private static List<String> heaviest(JsonNode words, int most) {
        return StreamSupport.stream(words.spliterator(), false)
                .sorted(comparingDouble(word -> -word.get("weight").asDouble()))
                .limit(most)
                .map(word -> word.get("text").asText())
                .toList();
    }

    @Test
    void saysWhichModelIsMissing() {
        Enriched ticket = Samples.at(0, Samples.ticket("t", TEXT)).enriched();
        try (Explainer explainer = new Explainer(Path.of("src/test/java"))) {
            assertThatThrownBy(() -> explainer.explain(ticket, LabelTask.SENTIMENT))
                    .isInstanceOf(Explainer.Unexplained.class)
                    .hasMessageContaining("runnel-base");
        }
    }
}
