package io.runnel.jobs.options;

import java.time.Duration;

/** What a job reads, and from where on. */
public record SourceSettings(
        String topic,
        String groupId,
        StartingOffsets startingOffsets,
        Duration partitionDiscoveryInterval) {}
