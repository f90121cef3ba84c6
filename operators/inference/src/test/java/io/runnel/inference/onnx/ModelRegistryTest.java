package io.runnel.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import io.runnel.inference.TinyModel;
import io.runnel.inference.batch.Batch;
import io.runnel.inference.token.Rows;
import io.runnel.inference.token.TokenizedChunk;
import io.runnel.inference.token.TokenizedPassage;
import io.runnel.inference.token.Tokenizer;
import io.runnel.modelstore.ModelDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ModelRegistryTest {
    private static final SessionPlan ONE_THREAD = new SessionPlan(1);
    private static final Duration LONG = Duration.ofSeconds(60);

    /** Of a session with its options, and of a run with its inputs, outputs and options. */
    private static final int HANDLES_IN_A_RUN = 2 + 4 + TinyModel.HEADS.size() + 1;

    private final ModelRegistry registry = new ModelRegistry(Executors.defaultThreadFactory());
    private final ModelDirectory tiny = TinyModel.directory();

    @AfterEach
    void leavesNoNativeHandleOpen() {
        assertThat(registry.openHandles()).isZero();
        assertThat(registry.openSessions()).isZero();
        registry.close();
    }

    @Test
    void sharesOneSessionBetweenTwoHandles() {
        try (ModelHandle first = registry.acquire(tiny, ONE_THREAD);
                ModelHandle second = registry.acquire(tiny, ONE_THREAD)) {
            assertThat(registry.openSessions()).isEqualTo(1);
            assertThat(first.card()).isEqualTo(second.card());
        }
    }

    @Test
    void closesTheSessionWithItsLastHandle() throws ModelRunException {
        ModelHandle first = registry.acquire(tiny, ONE_THREAD);
        ModelHandle second = registry.acquire(tiny, ONE_THREAD);
        first.close();
        first.close();
        assertThat(second.run(batch("refund"), TinyModel.HEADS, LONG).rows()).isEqualTo(1);
        second.close();
        assertThat(registry.openSessions()).isZero();
        assertThatThrownBy(() -> second.run(batch("refund"), TinyModel.HEADS, LONG))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void opensAnotherSessionForAnotherPlan() {
        try (ModelHandle one = registry.acquire(tiny, ONE_THREAD);
                ModelHandle two = registry.acquire(tiny, new SessionPlan(2))) {
            assertThat(registry.openSessions()).isEqualTo(2);
            assertThat(one).isNotSameAs(two);
        }
    }

    @Test
    void loadsAsManyCopiesAsThePlanSays() throws ModelRunException {
        try (ModelHandle one = registry.acquire(tiny, ONE_THREAD)) {
            long ofOne = registry.openHandles();
            try (ModelHandle three = registry.acquire(tiny, new SessionPlan(1, 3))) {
                assertThat(registry.openHandles()).isEqualTo(4 * ofOne);
                assertThat(three.run(batch("refund"), TinyModel.HEADS, LONG).rows()).isEqualTo(1);
            }
            assertThat(registry.openHandles()).isEqualTo(ofOne);
            assertThat(one.run(batch("refund"), TinyModel.HEADS, LONG).rows()).isEqualTo(1);
        }
    }

    @Test
    void givesTheLogitsOfEveryHeadForEveryRow() throws ModelRunException {
        try (ModelHandle model = registry.acquire(tiny, ONE_THREAD)) {
            Logits logits = model.run(batch("refund", "crash"), TinyModel.HEADS, LONG);
            assertThat(logits.row(0).head("queue").at(1, 0)).isGreaterThan(5);
            assertThat(logits.row(1).head("queue").at(1, 1)).isGreaterThan(5);
            assertThat(logits.row(1).head("entities").labels()).isEqualTo(7);
            assertThat(logits.row(1).headWithoutNumbers(3)).isEmpty();
        }
    }

    @Test
    void givesTheSameLogitsWhicheverOtherHeadsAreAsked() throws ModelRunException {
        try (ModelHandle model = registry.acquire(tiny, ONE_THREAD)) {
            RowLogits all = model.run(batch("refund"), TinyModel.HEADS, LONG).row(0);
            RowLogits some = model.run(batch("refund"), Set.of("queue"), LONG).row(0);
            for (int label = 0; label < all.head("queue").labels(); label++) {
                assertThat(some.head("queue").at(1, label))
                        .isEqualTo(all.head("queue").at(1, label));
            }
            assertThatThrownBy(() -> some.head("mood"))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("mood");
        }
    }

    /** Otherwise a document's fate would depend on what its neighbours in a batch are asked. */
    @Test
    void looksForBrokenNumbersInTheHeadsOfARowOnly() {
        HeadLogits broken = new HeadLogits(new float[] {Float.NaN}, 1);
        HeadLogits sound = new HeadLogits(new float[] {1}, 1);
        RowLogits row = new RowLogits(Map.of("mood", broken, "queue", sound));
        assertThat(row.headWithoutNumbers(1)).contains("mood");
        assertThat(row.of(Set.of("queue")).headWithoutNumbers(1)).isEmpty();
    }

    @Test
    void tellsLogitsThatAreNoNumbers() throws ModelRunException {
        try (ModelHandle model = registry.acquire(tiny, ONE_THREAD)) {
            Logits logits = model.run(batch("refund", "hollow"), TinyModel.HEADS, LONG);
            assertThat(logits.row(0).headWithoutNumbers(3)).isEmpty();
            assertThat(logits.row(1).headWithoutNumbers(3)).contains("entities");
        }
    }

    @Test
    void refusesRowsLongerThanTheModelTakes() {
        try (ModelHandle model = registry.acquire(tiny, ONE_THREAD)) {
            assertThatThrownBy(
                            () ->
                                    model.run(
                                            new Batch(65, List.of(Rows.ofLength(65))),
                                            TinyModel.HEADS,
                                            LONG))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at most 64 tokens, not 65");
        }
    }

    @Test
    void survivesAFailingRun() throws ModelRunException {
        try (ModelHandle model = registry.acquire(tiny, ONE_THREAD)) {
            assertThatThrownBy(() -> model.run(batch("explode"), TinyModel.HEADS, LONG))
                    .isInstanceOf(ModelRunException.class)
                    .hasMessageContaining("tiny/1")
                    .extracting(e -> ((ModelRunException) e).kind())
                    .isEqualTo(ModelRunException.Kind.FAILED);
            assertThat(model.run(batch("refund"), TinyModel.HEADS, LONG).rows()).isEqualTo(1);
        }
    }

    /** Four million rows of 64 tokens: more bytes than a buffer can have. */
    @Test
    void saysWhatToDoWhereThereIsNoMemoryForARun() throws ModelRunException {
        Batch large = new Batch(64, Collections.nCopies(1 << 22, Rows.of(2, 3)));
        try (ModelHandle model = registry.acquire(tiny, ONE_THREAD)) {
            assertThatThrownBy(() -> model.run(large, TinyModel.HEADS, LONG))
                    .isInstanceOf(ModelRunException.class)
                    .hasMessageContaining("4194304 rows of 64 tokens")
                    .hasMessageContaining("taskmanager.memory.task.off-heap.size")
                    .hasMessageContaining("runnel.inference.batch.max-tokens")
                    .extracting(e -> ((ModelRunException) e).kind())
                    .isEqualTo(ModelRunException.Kind.FAILED);
            assertThat(model.run(batch("refund"), TinyModel.HEADS, LONG).rows()).isEqualTo(1);
        }
    }

    @Test
    void stopsARunThatTakesTooLong() throws ModelRunException {
        try (ModelHandle model = registry.acquire(tiny, ONE_THREAD)) {
            assertThatThrownBy(
                            () ->
                                    model.run(
                                            batch("stall"),
                                            TinyModel.HEADS,
                                            Duration.ofMillis(100)))
                    .isInstanceOf(ModelRunException.class)
                    .hasMessageContaining("PT0.1S")
                    .extracting(e -> ((ModelRunException) e).kind())
                    .isEqualTo(ModelRunException.Kind.TIMED_OUT);
            assertThat(model.run(batch("refund"), TinyModel.HEADS, LONG).rows()).isEqualTo(1);
        }
    }

    @Test
    void waitsForARunWhenItIsClosed() throws InterruptedException {
        ModelHandle model = registry.acquire(tiny, ONE_THREAD);
        CountDownLatch started = new CountDownLatch(1);
        AtomicInteger order = new AtomicInteger();
        CompletableFuture<Integer> run =
                CompletableFuture.supplyAsync(
                        () -> {
                            started.countDown();
                            assertThatThrownBy(
                                            () ->
                                                    model.run(
                                                            batch("stall"),
                                                            TinyModel.HEADS,
                                                            Duration.ofMillis(400)))
                                    .isInstanceOfAny(
                                            ModelRunException.class, IllegalStateException.class);
                            return order.incrementAndGet();
                        });
        started.await();
        awaitRun();
        model.close();
        assertThat(registry.openSessions()).isZero();
        assertThat(run.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo(1);
    }

    @Test
    void stopsAllRunsAtTheEndOfTheProcess() {
        ModelHandle model = registry.acquire(tiny, ONE_THREAD);
        CompletableFuture<Void> run =
                CompletableFuture.runAsync(
                        () ->
                                assertThatThrownBy(
                                                () ->
                                                        model.run(
                                                                batch("stall"),
                                                                TinyModel.HEADS,
                                                                LONG))
                                        .isInstanceOf(IllegalStateException.class)
                                        .hasMessage("The process is ending.")
                                        .hasCauseInstanceOf(OrtException.class));
        awaitRun();
        registry.stopRuns();
        run.orTimeout(30, TimeUnit.SECONDS).join();
        assertThatThrownBy(() -> model.run(batch("refund"), TinyModel.HEADS, LONG))
                .isInstanceOf(IllegalStateException.class);
        model.close();
    }

    @Test
    void startsNoRunAndKeepsNoHandleAfterItsWatchdogIsClosed() {
        try (ModelHandle model = registry.acquire(tiny, ONE_THREAD)) {
            registry.close();
            assertThatThrownBy(() -> model.run(batch("refund"), TinyModel.HEADS, LONG))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("registry is closed");
        }
    }

    @Test
    void runsAndClosesUnderManyThreads() {
        List<CompletableFuture<Void>> users = new ArrayList<>();
        AtomicInteger runs = new AtomicInteger();
        for (int user = 0; user < 8; user++) {
            users.add(
                    CompletableFuture.runAsync(
                            () -> {
                                for (int i = 0; i < 40; i++) {
                                    acquireRunClose(runs);
                                }
                            }));
        }
        users.forEach(CompletableFuture::join);
        assertThat(runs).hasValue(8 * 40 * 3);
    }

    private void acquireRunClose(AtomicInteger runs) {
        try (ModelHandle model = registry.acquire(tiny, ONE_THREAD)) {
            for (int run = 0; run < 3; run++) {
                model.run(batch("refund", "crash"), TinyModel.HEADS, LONG);
                runs.incrementAndGet();
            }
        } catch (ModelRunException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until a run has all of its tensors. */
    private void awaitRun() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (registry.openHandles() < HANDLES_IN_A_RUN && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(registry.openHandles())
                .as("native handles that are open while a run is under way")
                .isEqualTo(HANDLES_IN_A_RUN);
    }

    private Batch batch(String... texts) {
        try (Tokenizer tokenizer = Tokenizer.open(tiny.tokenizer())) {
            List<TokenizedChunk> rows =
                    Arrays.stream(texts)
                            .map(
                                    text -> {
                                        TokenizedPassage passage = tokenizer.tokenize(text);
                                        int[] ids = new int[passage.tokens()];
                                        Arrays.setAll(ids, passage::id);
                                        return Rows.of(ids);
                                    })
                            .toList();
            return new Batch(16, rows);
        }
    }
}
