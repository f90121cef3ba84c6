package io.runnel.benchmarks.pipeline;

import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.benchmarks.measure.Arrivals;
import io.runnel.benchmarks.measure.Contestant;
import io.runnel.benchmarks.measure.Latencies;
import io.runnel.benchmarks.measure.Work;
import io.runnel.jobs.command.topics.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Documents that go through jobs, Kafka to Kafka.
 *
 * @param jobs one for each type among the documents
 */
public record Feed(
        String name, Watched watched, List<PipelineJob> jobs, List<PreparedDocument> documents)
        implements Contestant<PipelineResult> {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** What the jobs run in. */
    public interface Watched {
        KafkaConnection kafka();

        /**
         * Checks that everything still runs.
         *
         * @throws IllegalStateException if a job or the broker has ended, with the cause
         */
        void requireRunning();
    }

    /**
     * All at once: the time from the first that is sent to the last that is written, whether it is
     * committed yet or not, since that comes in the rhythm of the checkpoints.
     */
    @Override
    public PipelineResult run() throws InterruptedException {
        Arrivals burst = new Arrivals(new long[documents.size()]);
        return run(burst, Outcomes.Isolation.READ_UNCOMMITTED);
    }

    /**
     * At random with a fixed rate for so long, seen by a reader who waits for commits.
     *
     * @param perSecond documents that arrive on average
     */
    public PipelineResult open(double perSecond, Duration time, long seed)
            throws InterruptedException {
        int count = (int) Math.max(2, Math.round(perSecond * time.toMillis() / 1e3));
        return run(Arrivals.poisson(perSecond, count, seed), Outcomes.Isolation.READ_COMMITTED);
    }

    private PipelineResult run(Arrivals arrivals, Outcomes.Isolation isolation)
            throws InterruptedException {
        FeedKey key = FeedKey.next();
        int count = arrivals.count();
        Feeder feeder = new Feeder(watched.kafka(), jobs, key, documents, count);
        Latencies latencies = new Latencies();
        long[] last = new long[1];
        try (Outcomes outcomes = new Outcomes(watched.kafka(), jobs, key, isolation)) {
            long start = System.nanoTime();
            CompletableFuture<Void> sending = feeder.play(arrivals);
            long lastNews = start;
            int known = 0;
            while (outcomes.count() < count) {
                outcomes.poll(
                        (number, nanos) -> {
                            latencies.record(nanos - feeder.due(number));
                            last[0] = nanos;
                        });
                Feeder.requireNoFailure(sending);
                watched.requireRunning();
                if (outcomes.count() > known) {
                    known = outcomes.count();
                    lastNews = System.nanoTime();
                } else if (System.nanoTime() - lastNews > PATIENCE.toNanos()) {
                    throw new IllegalStateException(
                            name
                                    + ": nothing has come out for "
                                    + PATIENCE.toMinutes()
                                    + " minutes; "
                                    + known
                                    + " of "
                                    + count
                                    + " documents have an outcome.");
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("Interrupted while jobs were running.");
                }
            }
            long tokens = 0;
            for (int i = 0; i < count; i++) {
                tokens += documents.get(i % documents.size()).tokens();
            }
            double seconds = (last[0] - start) / 1e9;
            return new PipelineResult(
                    new Work(count, tokens, seconds), latencies, outcomes.rejects());
        }
    }
}
