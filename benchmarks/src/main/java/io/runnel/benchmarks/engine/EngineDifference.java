package io.runnel.benchmarks.engine;

import io.runnel.inference.EngineStatistics;

/** What the engine counted between two moments. */
public record EngineDifference(
        long tokens,
        long paddedTokens,
        long runs,
        long rows,
        long failedRuns,
        long tokenizeNanos,
        long queueNanos,
        long modelNanos) {
    static EngineDifference between(EngineStatistics before, EngineStatistics after) {
        return new EngineDifference(
                after.tokens() - before.tokens(),
                after.paddedTokens() - before.paddedTokens(),
                after.runs() - before.runs(),
                after.rows() - before.rows(),
                after.failedRuns() - before.failedRuns(),
                after.tokenizeNanos() - before.tokenizeNanos(),
                after.queueNanos() - before.queueNanos(),
                after.modelNanos() - before.modelNanos());
    }

    /** Padded tokens for each real one. */
    public double padding() {
        return tokens == 0 ? 1 : (double) paddedTokens / tokens;
    }

    /** Rows of a run on average. */
    public double rowsPerRun() {
        return runs == 0 ? 0 : (double) rows / runs;
    }

    /** How much of its budget a run used on average. */
    public double fill(int batchMaxTokens) {
        return runs == 0 ? 0 : (double) paddedTokens / runs / batchMaxTokens;
    }

    /** Milliseconds of a run on average. */
    public double runMillis() {
        return runs == 0 ? 0 : modelNanos / 1e6 / runs;
    }
}
