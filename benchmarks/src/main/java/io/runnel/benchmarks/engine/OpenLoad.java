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

/**
 * The engine under a load that does not wait for it: documents arrive at random with a fixed rate,
 * and their time counts from the moment at which they were to arrive.
 *
 * @param documentsPerSecond that arrive on average
 * @param time for how long
 * @param least how many documents arrive at least, however long that takes
 */
public record OpenLoad(
        EngineSettings settings,
        List<PreparedDocument> documents,
        double documentsPerSecond,
        Duration time,
        int least,
        long seed) {
    private static final int WARM_UP_DOCUMENTS = 32;

    private static final Duration FLOOD_PATIENCE = Duration.ofMinutes(2);

    /** The same with other arrivals. */
    public OpenLoad seed(long other) {
        return new OpenLoad(settings, documents, documentsPerSecond, time, least, other);
    }

    /** Real tokens that arrive in a second on average. */
    public double tokensPerSecond() {
        int count = arrivals().count();
        long tokens = 0;
        for (int i = 0; i < count; i++) {
            tokens += documents.get(i % documents.size()).tokens();
        }
        return documentsPerSecond * tokens / count;
    }

    private Arrivals arrivals() {
        return Arrivals.poisson(documentsPerSecond, time, least, seed);
    }

    /** Other documents that keep the engine busy all the time. */
    public record Flood(List<PreparedDocument> documents, int window) {}

    /** Lets them arrive, and waits until all are answered. */
    public EngineResult run() throws InterruptedException {
        return run(new Flood(List.of(), 1));
    }

    /**
     * The same beside a flood, whose documents are not in the result. Begins when the flood has had
     * its first answer.
     *
     * @throws IllegalStateException if the flood failed, or has not begun: then nothing was
     *     compared
     */
    public EngineResult run(Flood flood) throws InterruptedException {
        // As two jobs have it: a lease each, of one engine.
        try (InferenceEngine.Lease engine = InferenceEngine.acquire(settings);
                InferenceEngine.Lease flooded = InferenceEngine.acquire(settings)) {
            Questions.prepare(engine, documents);
            Questions.prepare(flooded, flood.documents());
            WarmUp.repeat(() -> warmUp(engine));
            if (flood.documents().isEmpty()) {
                return measure(engine);
            }
            Flooding flooding = Flooding.start(flooded, flood);
            try {
                flooding.awaitFirstAnswer(FLOOD_PATIENCE);
                return measure(engine);
            } finally {
                flooding.end();
            }
        }
    }

    private EngineResult measure(InferenceEngine.Lease engine) throws InterruptedException {
        Arrivals arrivals = arrivals();
        Submissions submissions = new Submissions(engine);
        Semaphore answered = new Semaphore(0);
        EngineStatistics before = engine.statistics();
        long start = System.nanoTime();
        arrivals.play(
                (number, due) ->
                        submissions.submit(
                                documents.get(number % documents.size()), due, answered::release));
        answered.acquire(arrivals.count());
        double seconds = (System.nanoTime() - start) / 1e9;
        submissions.requireNoFailure();
        EngineDifference counted = EngineDifference.between(before, engine.statistics());
        return new EngineResult(
                new Work(arrivals.count(), counted.tokens(), seconds),
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
}
