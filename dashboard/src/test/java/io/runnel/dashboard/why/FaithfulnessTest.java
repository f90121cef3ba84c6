package io.runnel.dashboard.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.EngineSettings;
import io.runnel.inference.InferenceEngine;
import io.runnel.modelstore.ModelId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bundled model and some of the demo's tickets. */
class FaithfulnessTest {
    private static final Path MODELS = Path.of("../model-store/models");
    private static final int TICKETS = 6;

    @Test
    void ofTheProductIsFarBetterThanThatOfRandomWords() throws Exception {
        Map<String, Ways.Way> ways = Ways.all();
        ways.keySet().retainAll(List.of(Ways.RANDOM, Ways.OCCLUSION, OutAndIn.METHOD));
        try (InferenceEngine.Lease engine =
                InferenceEngine.acquire(EngineSettings.defaults(MODELS))) {
            Faithfulness faithfulness =
                    new Faithfulness(engine, new ModelId("runnel-base", "3"), "ticket-queue");
            List<AskedDocument> documents =
                    faithfulness.ask(Faithfulness.demoTickets(), TICKETS, 600);
            assertThat(documents).hasSize(TICKETS);
            Map<String, Trials> trials = faithfulness.compare(ways, documents);
            Trials random = trials.get(Ways.RANDOM);
            Trials occlusion = trials.get(Ways.OCCLUSION);
            Trials product = trials.get(OutAndIn.METHOD);
            assertThat(product.mean(Trial::comprehensiveness))
                    .isGreaterThan(random.mean(Trial::comprehensiveness) + 0.2);
            assertThat(product.mean(Trial::sufficiency))
                    .isLessThan(random.mean(Trial::sufficiency) - 0.2);
            assertThat(product.mean(Trial::questions))
                    .isEqualTo(2 * occlusion.mean(Trial::questions));
        }
    }

    @Test
    void ofAWayLeadsItselfByNothing() {
        Trials trials = new Trials(List.of(trial(0.2), trial(0.6), trial(0.1)));
        assertThat(trials.lead(trials, Trial::comprehensiveness))
                .isEqualTo("+0.000 (+0.000 to +0.000)");
        Trials better = new Trials(List.of(trial(0.3), trial(0.7), trial(0.2)));
        assertThat(better.lead(trials, Trial::comprehensiveness))
                .isEqualTo("+0.100 (+0.100 to +0.100)");
    }

    private static Trial trial(double loss) {
        return new Trial(List.of(loss, loss), List.of(0.0, 0.0), 1, 1);
    }
}
