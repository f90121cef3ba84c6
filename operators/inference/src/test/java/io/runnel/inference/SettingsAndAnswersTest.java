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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The shipped packs through the whole engine: answers are equal to the last bit, whatever the
 * workers, the batches, their order, their padding and the lease that asks.
 */
class SettingsAndAnswersTest {
    private static final String[] SENTENCES = {
        "My card payment of £45 at Tesco in Manchester was declined.",
        "Please help!",
        "The VPN of Acme Corp in Berlin has been down since Monday, and nobody answers.",
        "Thanks, that worked.",
        "I was charged twice for order 4711 and want my 39.90 EUR back."
    };

    @ParameterizedTest
    @EnumSource(ShippedPack.class)
    void changeNothing(ShippedPack pack) {
        List<String> texts = texts();
        List<Task<?>> tasks = tasks(pack.directory().card().id());
        Map<String, Map<?, ?>> alone = answers(settings(1, 1, 1), tasks, texts, 1);
        Stream.of(settings(1, 1, 512), settings(2, 1, 128), settings(3, 1, 256), settings(2, 2, 64))
                .forEach(
                        settings ->
                                assertThat(answers(settings, tasks, texts, texts.size()))
                                        .as("%s", settings)
                                        .isEqualTo(alone));
    }

    /**
     * @param atOnce how many texts wait at a time
     */
    private static Map<String, Map<?, ?>> answers(
            EngineSettings settings, List<Task<?>> tasks, List<String> texts, int atOnce) {
        Random random = new Random(5);
        List<String> shuffled = new ArrayList<>(texts);
        Collections.shuffle(shuffled, random);
        Map<String, Map<?, ?>> answers = new TreeMap<>();
        try (InferenceEngine.Lease one = InferenceEngine.acquire(settings);
                InferenceEngine.Lease two = InferenceEngine.acquire(settings)) {
            one.prepare(tasks);
            two.prepare(tasks);
            for (int first = 0; first < shuffled.size(); first += atOnce) {
                Map<String, CompletableFuture<InferenceResult>> waiting = new TreeMap<>();
                for (String text :
                        shuffled.subList(first, Math.min(first + atOnce, shuffled.size()))) {
                    InferenceEngine.Lease lease = random.nextBoolean() ? one : two;
                    waiting.put(text, lease.submit(TinyModel.request(tasks, text)));
                }
                waiting.forEach(
                        (text, answer) ->
                                answers.put(
                                        text,
                                        answer.orTimeout(60, TimeUnit.SECONDS).join().answers()));
            }
        }
        return answers;
    }

    private static List<Task<?>> tasks(ModelId pack) {
        return List.of(
                new Classify(pack, "ticket-queue", LongText.CHUNK),
                new AnalyzeSentiment(pack, "sentiment", LongText.CHUNK),
                new RecognizeEntities(pack, "entities", LongText.CHUNK, WordAggregation.FIRST),
                new Summarize(pack, "salience", LongText.CHUNK, 40));
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
