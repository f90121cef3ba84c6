package io.runnel.inference;

import static io.runnel.inference.TinyModel.QUEUE;
import static io.runnel.inference.TinyModel.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One worker, so that documents share batches. */
class FailingDocumentsTest {
    /** Far more than a good document takes, on a busy machine, too. */
    private static final Duration QUICK = Duration.ofSeconds(1);

    @Test
    void failsOnlyTheDocumentOnWhichTheModelFails() {
        try (InferenceEngine.Lease engine = engine(Duration.ofSeconds(30))) {
            List<CompletableFuture<InferenceResult>> answers =
                    submit(engine, "the refund explode", 40, 7, 23);
            assertFailed(answers, InferenceException.Cause.MODEL_FAILED, 7, 23);
            assertThat(engine.statistics().failedRuns()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void failsWithAnInferenceExceptionThatNothingWraps() {
        try (InferenceEngine.Lease engine = engine(Duration.ofSeconds(30))) {
            CompletableFuture<InferenceResult> answer =
                    engine.submit(request(List.of(QUEUE), "explode"));
            CompletableFuture<Throwable> failure = answer.handle((result, thrown) -> thrown);
            assertThat(failure.join())
                    .isInstanceOf(InferenceException.class)
                    .hasMessageContaining("tiny/1");
        }
    }

    @Test
    void failsOnlyTheDocumentWhoseLogitsAreNoNumbers() {
        try (InferenceEngine.Lease engine = engine(Duration.ofSeconds(30))) {
            List<CompletableFuture<InferenceResult>> answers =
                    submit(engine, "hollow words", 20, 0, 19);
            assertFailed(answers, InferenceException.Cause.MODEL_FAILED, 0, 19);
        }
    }

    @Test
    void failsOnlyTheDocumentThatTakesTooLong() {
        try (InferenceEngine.Lease engine = engine(QUICK)) {
            List<CompletableFuture<InferenceResult>> answers = submit(engine, "we stall", 12, 5);
            assertFailed(answers, InferenceException.Cause.TIMED_OUT, 5);
        }
    }

    @Test
    void failsADocumentOfManyChunksOnceAndGoesOn() {
        try (InferenceEngine.Lease engine = engine(Duration.ofSeconds(30))) {
            String bad =
                    "the refund was paid today. ".repeat(60)
                            + "explode. "
                            + "it is good. ".repeat(60);
            CompletableFuture<InferenceResult> failed = engine.submit(request(List.of(QUEUE), bad));
            assertFailed(List.of(failed), InferenceException.Cause.MODEL_FAILED, 0);
            assertThat(engine.submit(request(List.of(QUEUE), "refund")).join().of(QUEUE).overall())
                    .hasSize(3);
        }
    }

    @Test
    void failsWhatWaitsWhenTheEngineIsClosed() {
        InferenceEngine.Lease engine = engine(QUICK);
        List<CompletableFuture<InferenceResult>> answers = submit(engine, "we stall", 30, 0);
        engine.close();
        for (CompletableFuture<InferenceResult> answer : answers) {
            InferenceException.Cause cause = cause(answer);
            assertThat(cause)
                    .isIn(
                            null,
                            InferenceException.Cause.CLOSED,
                            InferenceException.Cause.TIMED_OUT);
        }
    }

    @Test
    void saysThatItWasClosedAndNotTooSlowWhenTheProcessEndsDuringARun() {
        RunningEngine running =
                new RunningEngine(
                        new EngineSettings(TinyModel.store(), 1, 1, 512, 0, Duration.ofSeconds(60)),
                        System::nanoTime);
        try (InferenceEngine.Lease engine = new EngineLease(running, running::close)) {
            engine.prepare(List.of(QUEUE));
            CompletableFuture<InferenceResult> answer =
                    engine.submit(request(List.of(QUEUE), "we stall"));
            awaitBusyWorker(engine);
            running.stop();
            assertThat(cause(answer)).isEqualTo(InferenceException.Cause.CLOSED);
        }
    }

    private static void awaitBusyWorker(InferenceEngine.Lease engine) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (engine.statistics().busyWorkers() == 0 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(engine.statistics().busyWorkers()).isPositive();
    }

    private static InferenceEngine.Lease engine(Duration runTimeout) {
        InferenceEngine.Lease engine =
                InferenceEngine.acquire(
                        new EngineSettings(TinyModel.store(), 1, 1, 512, 0, runTimeout));
        engine.prepare(List.of(QUEUE));
        return engine;
    }

    private static List<CompletableFuture<InferenceResult>> submit(
            InferenceEngine.Lease engine, String bad, int documents, Integer... badOnes) {
        List<CompletableFuture<InferenceResult>> answers = new ArrayList<>();
        for (int i = 0; i < documents; i++) {
            String text = List.of(badOnes).contains(i) ? bad : "the refund was paid";
            answers.add(engine.submit(request(List.of(QUEUE), text)));
        }
        return answers;
    }

    private static void assertFailed(
            List<CompletableFuture<InferenceResult>> answers,
            InferenceException.Cause cause,
            Integer... failed) {
        for (int i = 0; i < answers.size(); i++) {
            InferenceException.Cause expected = List.of(failed).contains(i) ? cause : null;
            assertThat(cause(answers.get(i))).as("document %d", i).isEqualTo(expected);
        }
    }

    /** Why this answer failed; {@code null} if it did not. */
    private static InferenceException.Cause cause(CompletableFuture<InferenceResult> answer) {
        try {
            assertThat(answer.orTimeout(60, TimeUnit.SECONDS).join().of(QUEUE).overall())
                    .hasSize(3);
            return null;
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(InferenceException.class);
            return ((InferenceException) e.getCause()).kind();
        }
    }
}
