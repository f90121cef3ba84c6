package io.runnel.inference;

/**
 * Totals since the engine started, all monotonic but the last seven.
 *
 * @param paddedTokens tokens of all runs, padding included
 * @param modelBytes of all models that are loaded, each copy counted
 * @param residentBytes of the whole process; 0 where the system does not tell
 * @param batchMaxTokens most padded tokens of one run, as the settings say
 */
public record EngineStatistics(
        long requests,
        long chunks,
        long tokens,
        long paddedTokens,
        long runs,
        long rows,
        long failedRuns,
        long cacheHits,
        long tokenizeNanos,
        long queueNanos,
        long modelNanos,
        int queuedChunks,
        int busyWorkers,
        int openSessions,
        long cachedAnswers,
        long modelBytes,
        long residentBytes,
        int batchMaxTokens) {}
