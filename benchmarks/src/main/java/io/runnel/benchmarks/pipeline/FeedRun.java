package io.runnel.benchmarks.pipeline;

import io.runnel.benchmarks.measure.Arrivals;
import io.runnel.benchmarks.measure.Latencies;
import io.runnel.benchmarks.measure.Work;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** One run of a {@link Feed}. For one thread. */
final class FeedRun implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** So many intervals of the checkpoints the work must last: three, and the one that ends it. */
    private static final int INTERVALS = 4;

    private final Feed feed;
    private final FeedKey key = FeedKey.next();
    private final Feeder feeder;
    private CompletableFuture<Void> sending = CompletableFuture.completedFuture(null);
    private int sent;
    private int known;
    private long lastNews;

    /** Everything is connected when it is made; the clock may run. */
    FeedRun(Feed feed) {
        this.feed = feed;
        this.feeder = new Feeder(feed.watched().kafka(), feed.jobs(), key, feed.documents());
    }

    /** All documents, over and over, at the speed at which they are committed. */
    PipelineResult committed() throws InterruptedException {
        try (Outcomes written = outcomes(Outcomes.Isolation.READ_UNCOMMITTED);
                Outcomes committed = outcomes(Outcomes.Isolation.READ_COMMITTED)) {
            long start = begin();
            CommitCurve curve = new CommitCurve(start, feed.watched().checkpointInterval());
            long[] last = {start};
            while (written.count() < sent) {
                look(written, outcome -> {});
                committed.poll(outcome -> note(outcome, curve, last));
                sendMore(written.count(), start);
            }
            while (committed.count() < sent) {
                look(committed, outcome -> note(outcome, curve, last));
            }
            Work all = work(committed, (last[0] - start) / 1e9);
            double seconds = curve.tokensPerSecond().stream().map(v -> all.tokens() / v).sum();
            Work atSpeed = seconds > 0 ? new Work(all.documents(), all.tokens(), seconds) : all;
            return result(atSpeed, new Latencies(), committed);
        }
    }

    /** All documents, over and over, until the last one is written. */
    PipelineResult written() throws InterruptedException {
        try (Outcomes written = outcomes(Outcomes.Isolation.READ_UNCOMMITTED)) {
            long start = begin();
            long[] last = {start};
            while (written.count() < sent) {
                look(written, outcome -> last[0] = outcome.nanos());
                sendMore(written.count(), start);
            }
            return result(work(written, (last[0] - start) / 1e9), new Latencies(), written);
        }
    }

    /** All documents once, until the last one is written. */
    PipelineResult once(Runnable first) throws InterruptedException {
        try (Outcomes written = outcomes(Outcomes.Isolation.READ_UNCOMMITTED)) {
            long start = begin();
            long[] last = {start};
            boolean news = false;
            while (written.count() < sent) {
                look(written, outcome -> last[0] = outcome.nanos());
                if (!news && written.count() > 0) {
                    news = true;
                    first.run();
                }
            }
            return result(work(written, (last[0] - start) / 1e9), new Latencies(), written);
        }
    }

    /** Documents as they arrive, with the time of each. */
    PipelineResult open(Arrivals arrivals) throws InterruptedException {
        Latencies latencies = new Latencies();
        try (Outcomes seen = outcomes(Outcomes.Isolation.READ_COMMITTED)) {
            long start = System.nanoTime();
            lastNews = start;
            send(arrivals);
            long[] last = {start};
            while (seen.count() < sent) {
                look(
                        seen,
                        outcome -> {
                            latencies.record(outcome.nanos() - feeder.due(outcome.number()));
                            last[0] = outcome.nanos();
                        });
            }
            return result(work(seen, (last[0] - start) / 1e9), latencies, seen);
        }
    }

    @Override
    public void close() {
        feeder.close();
    }

    private Outcomes outcomes(Outcomes.Isolation isolation) {
        return new Outcomes(feed.watched().kafka(), feed.jobs(), key, isolation);
    }

    private long begin() {
        long start = System.nanoTime();
        lastNews = start;
        sendAll();
        return start;
    }

    private void sendAll() {
        send(new Arrivals(new long[feed.documents().size()]));
    }

    private void send(Arrivals arrivals) {
        sending = CompletableFuture.allOf(sending, feeder.play(arrivals, sent));
        sent += arrivals.count();
    }

    /** Sends all of them again, as often as the speed so far says that the time needs. */
    private void sendMore(int done, long start) {
        int some = Math.max(1, feed.documents().size() / 4);
        double target = INTERVALS * feed.watched().checkpointInterval().toNanos();
        double elapsed = System.nanoTime() - start;
        if (done < some || elapsed >= target) {
            return;
        }
        while (sent < done / elapsed * target) {
            sendAll();
        }
    }

    private void note(Outcomes.Outcome outcome, CommitCurve curve, long[] last) {
        last[0] = outcome.nanos();
        if (outcome.fate() == Outcomes.Fate.ENRICHED) {
            curve.seen(outcome.job(), outcome.nanos(), feed.tokens(outcome.number()));
        }
    }

    private Work work(Outcomes outcomes, double seconds) {
        if (feed.deadLetters() == Feed.DeadLetters.FAIL) {
            outcomes.ledger().requireNoRejects(feed.name());
        }
        return outcomes.ledger().work(feed::tokens, seconds);
    }

    private static PipelineResult result(Work work, Latencies latencies, Outcomes outcomes) {
        return new PipelineResult(work, latencies, outcomes.ledger().rejects());
    }

    /** Waits a moment for outcomes; fails where none will come any more. */
    private void look(Outcomes outcomes, Outcomes.Listener listener) throws InterruptedException {
        outcomes.poll(listener);
        Feeder.requireNoFailure(sending);
        feed.watched().requireRunning();
        if (outcomes.count() != known) {
            known = outcomes.count();
            lastNews = System.nanoTime();
        } else if (System.nanoTime() - lastNews > PATIENCE.toNanos()) {
            throw new IllegalStateException(
                    feed.name()
                            + ": nothing has come out for "
                            + PATIENCE.toMinutes()
                            + " minutes; "
                            + known
                            + " of "
                            + sent
                            + " documents have an outcome.");
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("Interrupted while jobs were running.");
        }
    }
}
