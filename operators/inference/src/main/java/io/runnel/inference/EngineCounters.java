package io.runnel.inference;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** What the engine has done since it started; thread-safe. */
final class EngineCounters {
    private final LongAdder requests = new LongAdder();
    private final LongAdder chunks = new LongAdder();
    private final LongAdder tokens = new LongAdder();
    private final LongAdder paddedTokens = new LongAdder();
    private final LongAdder runs = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder failedRuns = new LongAdder();
    private final LongAdder cacheHits = new LongAdder();
    private final LongAdder tokenizeNanos = new LongAdder();
    private final LongAdder queueNanos = new LongAdder();
    private final LongAdder modelNanos = new LongAdder();
    private final AtomicInteger busyWorkers = new AtomicInteger();

    void request() {
        requests.increment();
    }

    void cacheHit() {
        cacheHits.increment();
    }

    void tokenized(int newChunks, int newTokens, long nanos) {
        chunks.add(newChunks);
        tokens.add(newTokens);
        tokenizeNanos.add(nanos);
    }

    void queued(long nanos) {
        queueNanos.add(nanos);
    }

    void workerBusy() {
        busyWorkers.incrementAndGet();
    }

    void workerIdle() {
        busyWorkers.decrementAndGet();
    }

    void ran(int runRows, int runPaddedTokens, long nanos) {
        runs.increment();
        rows.add(runRows);
        paddedTokens.add(runPaddedTokens);
        modelNanos.add(nanos);
    }

    void runFailed() {
        failedRuns.increment();
    }

    EngineStatistics statistics(
            int queuedChunks, int openSessions, long cachedAnswers, long modelBytes) {
        return new EngineStatistics(
                requests.sum(),
                chunks.sum(),
                tokens.sum(),
                paddedTokens.sum(),
                runs.sum(),
                rows.sum(),
                failedRuns.sum(),
                cacheHits.sum(),
                tokenizeNanos.sum(),
                queueNanos.sum(),
                modelNanos.sum(),
                queuedChunks,
                busyWorkers.get(),
                openSessions,
                cachedAnswers,
                modelBytes);
    }
}
