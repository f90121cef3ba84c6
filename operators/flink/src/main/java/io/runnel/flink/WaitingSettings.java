package io.runnel.flink;

import java.io.Serializable;
import java.time.Duration;

/**
 * How documents wait for their answers.
 *
 * @param capacity most documents of one subtask that wait at a time; beyond it the stream is held
 *     back
 * @param hangGuard after this time a document becomes a retryable reject. It also runs while the
 *     document waits, so it must be far above the time that a full queue takes; the engine's run
 *     time-out is what bounds a model run
 */
public record WaitingSettings(OutputOrder order, int capacity, Duration hangGuard)
        implements Serializable {
    /** Refuses what would hold or reject every document. */
    public WaitingSettings {
        if (capacity < 1) {
            throw new IllegalArgumentException(
                    "Capacity "
                            + capacity
                            + " lets no document wait; expected at least 1, such as 200.");
        }
        if (hangGuard.isNegative() || hangGuard.isZero()) {
            throw new IllegalArgumentException(
                    "Hang guard "
                            + hangGuard
                            + " rejects every document; expected a time above 0, such as 30 min.");
        }
    }

    /** Unordered, 200 documents, half an hour. */
    public static WaitingSettings defaults() {
        return new WaitingSettings(OutputOrder.UNORDERED, 200, Duration.ofMinutes(30));
    }
}
