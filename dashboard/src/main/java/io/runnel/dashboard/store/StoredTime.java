package io.runnel.dashboard.store;

import java.time.Instant;

/**
 * Times as the database takes them: one from before the year 1 or beyond 9999 is the first or the
 * last moment between, so that no clock that is wrong stops what is read.
 */
final class StoredTime {
    private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    private static final long MICROS = 1_000;

    private StoredTime() {}

    /** Milliseconds since the epoch, as they are kept. */
    static long millis(long millis) {
        return Math.max(FIRST, Math.min(LAST, millis));
    }

    /** The same in microseconds. */
    static long micros(long millis) {
        return millis(millis) * MICROS;
    }
}
