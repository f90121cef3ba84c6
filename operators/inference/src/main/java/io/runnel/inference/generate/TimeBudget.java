package io.runnel.inference.generate;

import java.time.Duration;

/**
 * The time that texts which belong together have to be written. It begins when the first of them
 * has been read and its first token is there, so neither waiting nor reading in company costs
 * anything. Thread-safe.
 */
public final class TimeBudget {
    private final Duration longest;
    private boolean begun;
    private long deadlineNanos;

    public TimeBudget(Duration longest) {
        this.longest = longest;
    }

    /** How long it is. */
    public Duration longest() {
        return longest;
    }

    /** Whether it has begun and is over, or was none. */
    synchronized boolean isOver(long now) {
        return longest.isZero() || (begun && now - deadlineNanos >= 0);
    }

    /**
     * What was written in company is lost by no fault of these texts: once they are tried alone,
     * they have all their time again.
     */
    synchronized void beginAgain() {
        begun = false;
    }

    /** When it is over, on the clock that {@code now} is read from; it begins now at the latest. */
    synchronized long deadline(long now) {
        if (!begun) {
            begun = true;
            deadlineNanos = now + longest.toNanos();
        }
        return deadlineNanos;
    }
}
