package io.runnel.inference;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.task.AnalyzeSentiment;
import io.runnel.inference.task.Classify;
import io.runnel.inference.task.RecognizeEntities;
import io.runnel.inference.task.Summarize;
import io.runnel.inference.task.Task;
import io.runnel.inference.task.WordAggregation;
import io.runnel.inference.token.LongText;
import io.runnel.modelstore.ModelId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The shipped pack through the whole engine: answers are equal to the last bit, whatever the
 * workers, the batches, their order and their padding.
 */
class SettingsAndAnswersTest {
    private static final ModelId PACK = ShippedPack.RUNNEL_BASE.directory().card().id();
    private static final List<Task<?>> TASKS =
            List.of(
                    new Classify(PACK, "ticket-queue", LongText.CHUNK),
                    new AnalyzeSentiment(PACK, "sentiment", LongText.CHUNK),
                    new RecognizeEntities(PACK, "entities", LongText.CHUNK, WordAggregation.FIRST),
                    new Summarize(PACK, "salience", LongText.CHUNK, 40));
    private static final String[] SENTENCES = {
        "My card payment of £45 at Tesco in Manchester was declined.",
        "Please help!",
        "The VPN of Acme Corp in Berlin has been down since Monday, and nobody answers.",
        "Thanks, that worked.",
        "I was charged twice for order 4711 and want my 39.90 EUR back."
    };

    @Test
    void changeNothing() {
        List<String> texts = texts();
        Map<String, Map<?, ?>> alone = answers(settings(1, 1, 1), texts, 1);
        Stream.of(settings(1, 1, 512), settings(2, 1, 128), settings(3, 1, 256), settings(2, 2, 64))
                .forEach(
                        settings ->
                                assertThat(answers(settings, texts, texts.size()))
                                        .as("%s", settings)
                                        .isEqualTo(alone));
    }

    /**
     * @param atOnce how many texts wait at a time
     */
    private static Map<String, Map<?, ?>> answers(
            EngineSettings settings, List<String> texts, int atOnce) {
        List<String> shuffled = new ArrayList<>(texts);
        Collections.shuffle(shuffled, new Random(settings.hashCode()));
        Map<String, Map<?, ?>> answers = new TreeMap<>();
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(settings)) {
            engine.prepare(TASKS);
            for (int first = 0; first < shuffled.size(); first += atOnce) {
                Map<String, CompletableFuture<InferenceResult>> waiting = new TreeMap<>();
                shuffled.subList(first, Math.min(first + atOnce, shuffled.size()))
                        .forEach(
                                text ->
                                        waiting.put(
                                                text,
                                                engine.submit(TinyModel.request(TASKS, text))));
                waiting.forEach((text, answer) -> answers.put(text, answer.join().answers()));
            }
        }
        return answers;
    }

    private static EngineSettings settings(int workers, int threads, int batchMaxTokens) {
        return new EngineSettings(
                ShippedPack.store(), workers, threads, batchMaxTokens, 0, Duration.ofMinutes(1));
    }

    private static List<String> texts() {
        Random random = new Random(11);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            StringBuilder text = new StringBuilder("Case " + i + ": ");
            for (int sentences = 1 << random.nextInt(6); sentences > 0; sentences--) {
                text.append(SENTENCES[random.nextInt(SENTENCES.length)]).append(' ');
            }
            texts.add(text.toString());
        }
        return texts;
    }
}
