package io.runnel.jobs.options;

import java.time.Duration;

/**
 * What a job promises about its output.
 *
 * @param transactionalIdPrefix as it was configured; {@code null} only with at-least-once
 */
public record DeliverySettings(
        Guarantee guarantee,
        String transactionalIdPrefix,
        Duration transactionTimeout,
        Duration checkpointInterval,
        Duration longestOutage) {
    /** A checkpoint that may not take so long fails too easily. */
    static final Duration LEAST_CHECKPOINT_TIMEOUT = Duration.ofSeconds(10);

    /** Flink's own limit when nobody sets it. */
    private static final Duration MOST_CHECKPOINT_TIMEOUT = Duration.ofMinutes(10);

    /**
     * How long a checkpoint may take with exactly-once: a transaction is open from one checkpoint
     * to the end of the next, and an outage may follow before it is committed. Never more than 10
     * minutes; negative where the transaction's own time is too short.
     */
    public Duration checkpointTimeout() {
        Duration left = transactionTimeout.minus(checkpointInterval).minus(longestOutage);
        return left.compareTo(MOST_CHECKPOINT_TIMEOUT) < 0 ? left : MOST_CHECKPOINT_TIMEOUT;
    }
}
