package io.runnel.dashboard.http;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One who is told what is going on: the next time only once the last is written to the end. A
 * connection that is slower than the news misses some, sees no old ones, and keeps none waiting in
 * memory.
 */
final class Listener {
    private final Line line;
    private final AtomicBoolean writing = new AtomicBoolean();

    Listener(Line line) {
        this.line = line;
    }

    /** The way to them. */
    interface Line {
        /**
         * Begins to send.
         *
         * @param ended to be run when that is written, or cannot be
         */
        void send(String news, Runnable ended);
    }

    /** Tells them this, unless they are still being told something. */
    void tell(String news) {
        if (writing.compareAndSet(false, true)) {
            line.send(news, () -> writing.set(false));
        }
    }
}
