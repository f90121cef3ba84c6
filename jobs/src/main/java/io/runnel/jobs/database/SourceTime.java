package io.runnel.jobs.database;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * When a record was written to its source topic, as PostgreSQL takes it: a record without a time
 * has that of the epoch, and one from beyond the year 9999 the last moment before.
 */
record SourceTime(Instant instant) {
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    static SourceTime ofMillis(long millis) {
        Instant instant = Instant.ofEpochMilli(Math.max(0, millis));
        return new SourceTime(instant.isAfter(LAST) ? LAST : instant);
    }

    /** The day in UTC, which rows are partitioned by. */
    LocalDate day() {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }
}
