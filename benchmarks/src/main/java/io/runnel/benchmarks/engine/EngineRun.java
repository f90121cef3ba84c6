package io.runnel.benchmarks.engine;

import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.benchmarks.measure.Callers;
import io.runnel.benchmarks.measure.Contestant;
import io.runnel.benchmarks.measure.Work;
import io.runnel.inference.EngineSettings;
import io.runnel.inference.EngineStatistics;
import io.runnel.inference.InferenceEngine;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The engine under full load: threads submit document after document as long as no more than {@code
 * window} are in flight. Loads the model and warms up before the clock runs.
 *
 * @param submitters threads that submit, and tokenize by that
 */
public record EngineRun(
        String name,
        EngineSettings settings,
        int submitters,
        int window,
        List<PreparedDocument> documents)
        implements Contestant<EngineResult> {
    private static final int WARM_UP_DOCUMENTS = 32;

    @Override
    public EngineResult run() throws InterruptedException {
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(settings)) {
            Questions.prepare(engine, documents);
            List<PreparedDocument> few =
                    documents.subList(0, Math.min(WARM_UP_DOCUMENTS, documents.size()));
            WarmUp.repeat(() -> submitAll(engine, few));
            EngineStatistics before = engine.statistics();
            long start = System.nanoTime();
            Submissions submissions = submitAll(engine, documents);
            double seconds = (System.nanoTime() - start) / 1e9;
            EngineDifference counted = EngineDifference.between(before, engine.statistics());
            requireEqualWork(counted);
            return new EngineResult(
                    new Work(documents.size(), counted.tokens(), seconds),
                    counted,
                    submissions.latencies(),
                    submissions.queue());
        }
    }

    private Submissions submitAll(InferenceEngine.Lease engine, List<PreparedDocument> all)
            throws InterruptedException {
        Submissions submissions = new Submissions(engine);
        Semaphore room = new Semaphore(window);
        AtomicInteger next = new AtomicInteger();
        Callers.run(
                "submitter",
                submitters,
                caller -> {
                    for (int document = next.getAndIncrement();
                            document < all.size() && !submissions.failed();
                            document = next.getAndIncrement()) {
                        room.acquire();
                        submissions.submit(all.get(document), System.nanoTime(), room::release);
                    }
                });
        room.acquire(window);
        submissions.requireNoFailure();
        return submissions;
    }

    /** The ceiling must have run the same rows, or the comparison is worth nothing. */
    private void requireEqualWork(EngineDifference counted) {
        long expected = documents.stream().mapToLong(PreparedDocument::tokens).sum();
        if (counted.tokens() != expected || counted.failedRuns() > 0) {
            throw new IllegalStateException(
                    "The engine ran "
                            + counted.tokens()
                            + " tokens with "
                            + counted.failedRuns()
                            + " failed runs; expected the "
                            + expected
                            + " that the ceiling runs. DocumentPreparation no longer cuts"
                            + " documents as the engine does.");
        }
    }
}
