package io.runnel.inference.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.onnx.ModelRegistry;
import io.runnel.inference.onnx.SessionPlan;
import io.runnel.modelstore.ModelDirectory;
import io.runnel.modelstore.ModelId;
import io.runnel.modelstore.generation.BeamRule;
import io.runnel.modelstore.generation.GenerationConfig;
import io.runnel.modelstore.generation.GenerationSettings;
import io.runnel.modelstore.generation.LengthLimits;
import io.runnel.modelstore.huggingface.AddRequest;
import io.runnel.modelstore.huggingface.ModelImport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * How much of the time of writing is not ONNX Runtime, with a folder of a real size: {@code mvn -pl
 * operators/inference -am test -Dtest=WriterShareTest -Drunnel.writer=FOLDER}.
 */
@EnabledIfSystemProperty(named = "runnel.writer", matches = ".+")
class WriterShareTest {
    private static final int TEXTS = 24;
    private static final int SOURCE_TOKENS = 200;
    private static final int NEW_TOKENS = 48;
    private static final double MOST_SHARE = 0.1;
    private static final Duration LONG = Duration.ofMinutes(10);

    @TempDir Path store;

    @Test
    void spendsItsTimeInTheRuntime() throws IOException {
        ModelDirectory model =
                new ModelImport(store)
                        .add(
                                Path.of(System.getProperty("runnel.writer")),
                                AddRequest.of(new ModelId("writer", "1")),
                                alone -> {});
        ModelRegistry registry = new ModelRegistry(Thread::new);
        GenerationSettings settings =
                GenerationConfig.read(model.path())
                        .with(new LengthLimits(0, NEW_TOKENS, 0, NEW_TOKENS))
                        .with(BeamRule.GREEDY);
        try (Writer writer =
                new Writer(
                        registry.acquireWriter(model, new SessionPlan(1, 2)),
                        new Writer.Settings(2, 16, LONG),
                        Thread::new,
                        System::nanoTime)) {
            write(writer, settings, 2);
            WritingTimes warm = writer.times();
            long start = System.nanoTime();
            int tokens = write(writer, settings, TEXTS);
            double seconds = (System.nanoTime() - start) / 1e9;
            double share = writer.times().since(warm).outside();
            System.out.printf(
                    "%d texts of %d tokens, %d written in %.1f s: %.1f tokens/s, %.2f texts/s,"
                            + " %.1f %% of the time outside of ONNX Runtime%n",
                    TEXTS,
                    SOURCE_TOKENS,
                    tokens,
                    seconds,
                    tokens / seconds,
                    TEXTS / seconds,
                    100 * share);
            assertThat(share).isLessThan(MOST_SHARE);
        }
        registry.close();
    }

    private static int write(Writer writer, GenerationSettings settings, int texts) {
        Random random = new Random(3);
        WritingLine line = writer.openLine();
        List<CompletableFuture<Written>> answers = new ArrayList<>();
        for (int i = 0; i < texts; i++) {
            int[] source = random.ints(SOURCE_TOKENS, 10, 200).toArray();
            answers.add(writer.write(line, new WritingRequest(source, settings, 0, LONG)));
        }
        return answers.stream().mapToInt(answer -> answer.join().tokens().length).sum();
    }
}
