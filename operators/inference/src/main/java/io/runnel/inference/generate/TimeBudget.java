package io.runnel.inference.generate;

import java.time.Duration;

/**
 * The time that texts which belong together have to be written. It begins with the first step of
 * the first of them, so waiting for it costs nothing, and never begins again: not for a text that
 * is tried a second time either. Thread-safe.
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

    /** When it is over, on the clock that {@code now} is read from; it begins now at the latest. */
    synchronized long deadline(long now) {
        if (!begun) {
            begun = true;
            deadlineNanos = now + longest.toNanos();
        }
        return deadlineNanos;
    }
}
