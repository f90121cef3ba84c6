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
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/**
 * Keeps the engine busy with texts of random lengths and watches what the process holds in memory:
 * from a quarter of the time on, it must not grow by more than 5 %. No part of the suite; {@code
 * docs/under-load.md} says how to run it. A heap of fixed, touched size leaves only native memory
 * to change.
 */
class MemorySoak {
    private static final ModelId PACK = ShippedPack.RUNNEL_BASE.directory().card().id();
    private static final List<Task<?>> TASKS =
            List.of(
                    new Classify(PACK, "ticket-queue", LongText.CHUNK),
                    new AnalyzeSentiment(PACK, "sentiment", LongText.CHUNK),
                    new RecognizeEntities(PACK, "entities", LongText.CHUNK, WordAggregation.FIRST),
                    new Summarize(PACK, "salience", LongText.CHUNK, 40));
    private static final String[] WORDS =
            "the card payment at Tesco in Manchester was declined. my order £45 Acme Berlin please help"
                    .split(" ");
    private static final int LONGEST_WORDS = 1_500;
    private static final int WAITING = 24;
    private static final int SAMPLES = 40;
    private static final double MOST_GROWTH = 0.05;

    private final Random random = new Random(17);
    private final List<CompletableFuture<InferenceResult>> waiting = new ArrayList<>();

    @Test
    void memoryStaysFlat() {
        Duration duration = Duration.parse(System.getProperty("runnel.soak.duration", "PT20M"));
        assertThat(growth(duration, System.out)).isLessThan(MOST_GROWTH);
    }

    /** How much more the process holds at the end than after a quarter of the time. */
    double growth(Duration duration, PrintStream out) {
        EngineSettings settings =
                new EngineSettings(
                        ShippedPack.store(),
                        Runtime.getRuntime().availableProcessors(),
                        1,
                        512,
                        0,
                        Duration.ofMinutes(1));
        out.println("seconds,rss_mb,documents,tokens,padded_tokens,runs");
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(settings)) {
            engine.prepare(TASKS);
            long start = System.nanoTime();
            double early = 0;
            double rss = 0;
            for (int sample = 1; sample <= SAMPLES; sample++) {
                long until = start + duration.toNanos() / SAMPLES * sample;
                while (System.nanoTime() < until) {
                    submitAndDrain(engine);
                }
                rss = residentMegabytes();
                early = sample == SAMPLES / 4 ? rss : early;
                EngineStatistics now = engine.statistics();
                out.printf(
                        "%d,%.1f,%d,%d,%d,%d%n",
                        Duration.ofNanos(System.nanoTime() - start).toSeconds(),
                        rss,
                        now.requests(),
                        now.tokens(),
                        now.paddedTokens(),
                        now.runs());
            }
            out.printf("growth after a quarter of the time: %.4f%n", rss / early - 1);
            return rss / early - 1;
        }
    }

    /** Fails with the first document that failed. */
    private void submitAndDrain(InferenceEngine.Lease engine) {
        while (waiting.size() < WAITING) {
            waiting.add(engine.submit(TinyModel.request(TASKS, text())));
        }
        waiting.remove(0).join();
        waiting.removeIf(MemorySoak::isAnswered);
    }

    private static boolean isAnswered(CompletableFuture<InferenceResult> answer) {
        return answer.isDone() && answer.join() != null;
    }

    /** Short texts are as likely as long ones. */
    private String text() {
        StringBuilder text = new StringBuilder();
        int words = (int) Math.pow(LONGEST_WORDS, random.nextDouble());
        for (int i = 0; i < words; i++) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return text.append(random.nextLong()).toString();
    }

    private static double residentMegabytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / 1024.0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
