package io.runnel.inference;

import io.runnel.inference.generate.TimeBudget;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The summary of one document while it is written: its parts share one time, and stop together.
 * Thread-safe.
 */
final class SummaryDraft {
    private final TimeBudget time;
    private final Queue<CompletableFuture<?>> parts = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;

    /**
     * @param longest time from the first token of the first part
     */
    SummaryDraft(Duration longest) {
        this.time = new TimeBudget(longest);
    }

    TimeBudget time() {
        return time;
    }

    /** Stops this part with the draft, or at once if that is over. */
    <T> CompletableFuture<T> add(CompletableFuture<T> part) {
        parts.add(part);
        if (stopped) {
            part.cancel(false);
        }
        return part;
    }

    /** Whether nothing more is to be written. */
    boolean isStopped() {
        return stopped;
    }

    /** Nothing more is written; what was written stays. */
    void stop() {
        stopped = true;
        parts.forEach(part -> part.cancel(false));
    }
}
