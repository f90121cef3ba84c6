package io.runnel.jobs.options;

import java.util.Locale;

/** Where a job without state begins to read. */
public enum StartingOffsets {
    /** Where the consumer group stopped; at the beginning if it never read. */
    COMMITTED_OR_EARLIEST,
    /** At the oldest record. */
    EARLIEST,
    /** Behind the newest record. */
    LATEST;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
