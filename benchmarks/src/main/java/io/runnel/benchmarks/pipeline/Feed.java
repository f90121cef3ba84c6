package io.runnel.benchmarks.pipeline;

import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.benchmarks.measure.Arrivals;
import io.runnel.benchmarks.measure.Contestant;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.options.Guarantee;
import java.time.Duration;
import java.util.List;

/**
 * Documents that go through jobs, Kafka to Kafka.
 *
 * @param jobs one for each type among the documents, all with one guarantee
 */
public record Feed(
        String name,
        Watched watched,
        List<PipelineJob> jobs,
        List<PreparedDocument> documents,
        DeadLetters deadLetters)
        implements Contestant<PipelineResult> {
    /** What the jobs run in. */
    public interface Watched {
        KafkaConnection kafka();

        /** Of the jobs. */
        Duration checkpointInterval();

        /**
         * Checks that everything still runs.
         *
         * @throws IllegalStateException if a job or the broker has ended, with the cause
         */
        void requireRunning();
    }

    /** What a document means that ends in the dead letters. It never counts as throughput. */
    public enum DeadLetters {
        /** The feed fails: its documents were made to be enriched. */
        FAIL,
        /** It is counted by its reason: the documents are somebody's own. */
        COUNT
    }

    /**
     * All documents as fast as they go, over and over until at least three intervals of the
     * checkpoints have passed. With exactly-once the speed is that of what is committed, seen by
     * those who wait for commits; with at-least-once, of what is written.
     *
     * @return the documents that were enriched, and the seconds that they take at that speed
     */
    @Override
    public PipelineResult run() throws InterruptedException {
        try (FeedRun run = new FeedRun(this)) {
            return jobs.get(0).guarantee() == Guarantee.EXACTLY_ONCE
                    ? run.committed()
                    : run.written();
        }
    }

    /**
     * All documents once, to the last one that is written, committed or not: to warm up, or to keep
     * the jobs busy.
     *
     * @param first runs when the first outcome can be seen
     */
    public PipelineResult once(Runnable first) throws InterruptedException {
        try (FeedRun run = new FeedRun(this)) {
            return run.once(first);
        }
    }

    /** The same when nobody waits for its first outcome. */
    public PipelineResult once() throws InterruptedException {
        return once(() -> {});
    }

    /** An eighth of the documents, one at least, through the same jobs: to warm up. */
    Feed beginning() {
        int some = Math.max(1, documents.size() / 8);
        return new Feed(name, watched, jobs, documents.subList(0, some), deadLetters);
    }

    /** At random as they arrive, seen by a reader who waits for commits. */
    public PipelineResult open(Arrivals arrivals) throws InterruptedException {
        try (FeedRun run = new FeedRun(this)) {
            return run.open(arrivals);
        }
    }

    /** Tokens of the document of this number; after the last one they begin again. */
    int tokens(int number) {
        return documents.get(number % documents.size()).tokens();
    }
}
