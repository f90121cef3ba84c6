package io.runnel.inference;

/**
 * What the runs of one model took since the engine started: all of its heads together, as one run
 * answers them all.
 *
 * @param paddedTokens tokens of the runs, padding included
 */
public record ModelStatistics(long runs, long rows, long paddedTokens, long nanos) {
    /** A model that has not run. */
    static final ModelStatistics NONE = new ModelStatistics(0, 0, 0, 0);

    /** The same and one run more. */
    ModelStatistics plus(long runRows, long runPaddedTokens, long runNanos) {
        return new ModelStatistics(
                runs + 1, rows + runRows, paddedTokens + runPaddedTokens, nanos + runNanos);
    }
}
