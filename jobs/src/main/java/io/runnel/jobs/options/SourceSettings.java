package io.runnel.jobs.options;

import io.runnel.flink.RejectLimit;
import java.time.Duration;

/**
 * What a job reads, and from where on.
 *
 * @param rejects how much of it may be rejects
 */
public record SourceSettings(
        String topic,
        String groupId,
        StartingOffsets startingOffsets,
        Duration partitionDiscoveryInterval,
        RejectLimit rejects) {}
