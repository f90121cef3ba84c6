package io.runnel.benchmarks.engine;

import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.benchmarks.measure.Latencies;
import io.runnel.inference.InferenceEngine;
import io.runnel.inference.InferenceResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/** Submits documents to the engine and takes the time of each. Thread-safe. */
final class Submissions {
    private final InferenceEngine.Lease engine;
    private final Latencies latencies = new Latencies();
    private final Latencies queue = new Latencies();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Submissions(InferenceEngine.Lease engine) {
        this.engine = engine;
    }

    /**
     * Submits a document, as a job does: one that no head understands is not asked about. What the
     * engine throws is a failure of that document, and {@code answered} runs all the same.
     *
     * @param due the {@link System#nanoTime()} from which its time counts
     * @param answered runs once it has its answer, or failed
     */
    void submit(PreparedDocument document, long due, Runnable answered) {
        if (document.request().questions().isEmpty()) {
            latencies.record(System.nanoTime() - due);
            answered.run();
            return;
        }
        CompletableFuture<InferenceResult> answer;
        try {
            answer = engine.submit(document.request());
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
            answered.run();
            return;
        }
        var unused =
                answer.whenComplete(
                        (result, fault) -> {
                            if (fault == null) {
                                latencies.record(System.nanoTime() - due);
                                queue.record(result.effort().queueNanos());
                            } else {
                                failure.compareAndSet(null, fault);
                            }
                            answered.run();
                        });
    }

    Latencies latencies() {
        return latencies;
    }

    Latencies queue() {
        return queue;
    }

    boolean failed() {
        return failure.get() != null;
    }

    /**
     * @throws IllegalStateException if a document failed: then nothing was measured
     */
    void requireNoFailure() {
        if (failure.get() != null) {
            throw new IllegalStateException(
                    "The engine failed on a document: " + failure.get().getMessage(),
                    failure.get());
        }
    }
}
