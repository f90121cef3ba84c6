package io.runnel.jobs.options;

import java.time.Duration;

/** Which part of its topic a job reads. */
public sealed interface Reading {
    /**
     * What a group or a prefix is called for this job: a backfill's differ from those of the job
     * that runs, whatever file both were started from.
     */
    String own(String name);

    /**
     * Everything that comes.
     *
     * @param startingOffsets where a job without state begins
     */
    record Endless(StartingOffsets startingOffsets, Duration partitionDiscoveryInterval)
            implements Reading {
        @Override
        public String own(String name) {
            return name;
        }
    }

    /**
     * A range; the job ends behind it.
     *
     * @param from the first offset of each partition
     * @param until the offset behind the last one
     */
    record Backfill(RangeEnd from, RangeEnd until, String name) implements Reading {
        @Override
        public String own(String other) {
            return other + "-" + name;
        }
    }
}
