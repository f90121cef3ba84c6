package io.runnel.inference;

import static io.runnel.inference.TinyModel.ENTITIES;
import static io.runnel.inference.TinyModel.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.task.EntitySpan;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ManyCallersTest {
    private static final String[] PARTS = {
        "alice",
        "Bob",
        "Smith",
        "ACME",
        "corp",
        "Paris",
        "New",
        "York",
        "refund",
        "crash",
        "good",
        "awful",
        "wrote",
        ".",
        "!",
        "\n",
        "£5",
        "💳",
        "Jose\u0301",
        "東京",
        "Smithson",
        "\uD83D",
        "a\u0308\u0301",
        "\u00a0",
        "👩‍👩‍👧",
        "e.g.",
        "thanks",
        "的",
        "\t"
    };
    private static final int CALLERS = 8;
    private static final int REQUESTS = 500;

    @Test
    void givesEveryCallerTheAnswersItWouldGetAlone() {
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
            engine.prepare(TinyModel.TASKS);
            Map<String, Map<?, ?>> alone = new HashMap<>();
            List<String> texts = texts(REQUESTS, 40);
            for (String text : texts) {
                alone.put(text, engine.submit(request(text)).join().answers());
            }
            List<CompletableFuture<Void>> callers = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.add(CompletableFuture.runAsync(() -> assertAnswers(engine, texts, alone)));
            }
            callers.forEach(caller -> caller.orTimeout(60, TimeUnit.SECONDS).join());
            EngineStatistics statistics = engine.statistics();
            assertThat(statistics.requests()).isEqualTo(REQUESTS * (CALLERS + 1L));
            assertThat(statistics.rows()).isEqualTo(statistics.chunks());
            assertThat(statistics.runs()).isLessThan(statistics.rows());
            assertThat(statistics.paddedTokens()).isGreaterThanOrEqualTo(statistics.tokens());
            assertThat(statistics.queuedChunks()).isZero();
            assertThat(statistics.failedRuns()).isZero();
        }
    }

    @Test
    void namesEntitiesBySpansThatAreTheirText() {
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(TinyModel.settings())) {
            engine.prepare(TinyModel.TASKS);
            int found = 0;
            for (String text : texts(300, 200)) {
                int end = 0;
                for (EntitySpan entity : engine.submit(request(text)).join().of(ENTITIES).spans()) {
                    assertThat(entity.span().start()).isGreaterThanOrEqualTo(end);
                    end = entity.span().end();
                    String quoted = entity.span().of(text);
                    assertThat(normal(quoted)).isEqualTo(normal(entity.word()));
                    found++;
                }
            }
            assertThat(found).isGreaterThan(1_000);
        }
    }

    private static void assertAnswers(
            InferenceEngine.Lease engine, List<String> texts, Map<String, Map<?, ?>> alone) {
        Map<String, CompletableFuture<InferenceResult>> answers = new HashMap<>();
        texts.forEach(text -> answers.put(text, engine.submit(request(text))));
        answers.forEach(
                (text, answer) -> assertThat(answer.join().answers()).isEqualTo(alone.get(text)));
    }

    private static List<String> texts(int count, int maxParts) {
        Random random = new Random(23);
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            StringBuilder text = new StringBuilder("Number " + texts.size() + " ");
            for (int parts = random.nextInt(maxParts); parts > 0; parts--) {
                text.append(PARTS[random.nextInt(PARTS.length)])
                        .append(random.nextInt(4) == 0 ? "" : " ");
            }
            texts.add(text.toString());
        }
        return texts;
    }

    /** Without case, blanks, accents, and what the tokenizer leaves out. */
    private static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{M}\\p{Z}\\p{C}]", "");
    }
}
