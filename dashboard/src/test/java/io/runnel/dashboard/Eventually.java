package io.runnel.dashboard;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for what other threads and processes bring about. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private Eventually() {}

    /**
     * What this gives once it throws no assertion any more.
     *
     * @throws AssertionError the last one, if it does so for minutes
     */
    public static <T> T get(Callable<T> attempt) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return attempt.call();
            } catch (AssertionError e) {
                if (System.nanoTime() - deadline > 0) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }
}
