package io.runnel.benchmarks.engine;

import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.benchmarks.measure.Arrivals;
import io.runnel.benchmarks.measure.Work;
import io.runnel.inference.EngineSettings;
import io.runnel.inference.EngineStatistics;
import io.runnel.inference.InferenceEngine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The engine under a load that does not wait for it: documents arrive at random with a fixed rate,
 * and their time counts from the moment at which they were to arrive.
 *
 * @param documentsPerSecond that arrive on average
 * @param time for how long
 */
public record OpenLoad(
        EngineSettings settings,
        List<PreparedDocument> documents,
        double documentsPerSecond,
        Duration time,
        long seed) {
    private static final int WARM_UP_DOCUMENTS = 32;

    /** Other documents that keep the engine busy all the time. */
    public record Flood(List<PreparedDocument> documents, int window) {}

    /** Lets them arrive, and waits until all are answered. */
    public EngineResult run() throws InterruptedException {
        return run(new Flood(List.of(), 1));
    }

    /** The same beside a flood, whose documents are not in the result. */
    public EngineResult run(Flood flood) throws InterruptedException {
        // As two jobs have it: a lease each, of one engine.
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(settings);
                InferenceEngine.Lease flooded = InferenceEngine.acquire(settings)) {
            Questions.prepare(engine, documents);
            Questions.prepare(flooded, flood.documents());
            warmUp(engine);
            AtomicBoolean over = new AtomicBoolean();
            Thread flooding = new Thread(() -> flood(flooded, flood, over), "bench-flood");
            flooding.start();
            try {
                return measure(engine);
            } finally {
                over.set(true);
                flooding.join();
            }
        }
    }

    private EngineResult measure(InferenceEngine.Lease engine) throws InterruptedException {
        int count = (int) Math.max(2, Math.round(documentsPerSecond * time.toMillis() / 1e3));
        Submissions submissions = new Submissions(engine);
        Semaphore answered = new Semaphore(0);
        EngineStatistics before = engine.statistics();
        long start = System.nanoTime();
        Arrivals.poisson(documentsPerSecond, count, seed)
                .play(
                        (number, due) ->
                                submissions.submit(
                                        documents.get(number % documents.size()),
                                        due,
                                        answered::release));
        answered.acquire(count);
        double seconds = (System.nanoTime() - start) / 1e9;
        submissions.requireNoFailure();
        EngineDifference counted = EngineDifference.between(before, engine.statistics());
        return new EngineResult(
                new Work(count, counted.tokens(), seconds),
                counted,
                submissions.latencies(),
                submissions.queue());
    }

    private void warmUp(InferenceEngine.Lease engine) throws InterruptedException {
        Submissions submissions = new Submissions(engine);
        int count = Math.min(WARM_UP_DOCUMENTS, documents.size());
        Semaphore answered = new Semaphore(0);
        for (int i = 0; i < count; i++) {
            submissions.submit(documents.get(i), System.nanoTime(), answered::release);
        }
        answered.acquire(count);
        submissions.requireNoFailure();
    }

    private static void flood(InferenceEngine.Lease engine, Flood flood, AtomicBoolean over) {
        if (flood.documents().isEmpty()) {
            return;
        }
        Submissions submissions = new Submissions(engine);
        Semaphore room = new Semaphore(flood.window());
        for (int number = 0; !over.get() && !submissions.failed(); number++) {
            room.acquireUninterruptibly();
            submissions.submit(
                    flood.documents().get(number % flood.documents().size()),
                    System.nanoTime(),
                    room::release);
        }
        room.acquireUninterruptibly(flood.window());
    }
}
