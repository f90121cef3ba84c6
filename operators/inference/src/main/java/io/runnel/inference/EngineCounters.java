package io.runnel.inference;

import io.runnel.modelstore.ModelId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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
    private final ConcurrentMap<ModelId, ModelStatistics> byModel = new ConcurrentHashMap<>();

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

    void ran(ModelId model, int runRows, int runPaddedTokens, long nanos) {
        runs.increment();
        rows.add(runRows);
        paddedTokens.add(runPaddedTokens);
        modelNanos.add(nanos);
        byModel.compute(
                model,
                (id, before) ->
                        (before == null ? ModelStatistics.NONE : before)
                                .plus(runRows, runPaddedTokens, nanos));
    }

    ModelStatistics statistics(ModelId model) {
        return byModel.getOrDefault(model, ModelStatistics.NONE);
    }

    void runFailed() {
        failedRuns.increment();
    }

    EngineStatistics statistics(
            int queuedChunks, EngineModels models, long cachedAnswers, int batchMaxTokens) {
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
                models.openSessions(),
                cachedAnswers,
                models.bytes(),
                ResidentMemory.bytes(),
                batchMaxTokens);
    }
}
