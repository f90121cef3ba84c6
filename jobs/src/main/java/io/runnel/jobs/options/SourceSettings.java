package io.runnel.jobs.options;

import io.runnel.flink.RejectLimit;

/**
 * What a job reads, and from where on.
 *
 * @param groupId whose offsets are committed; a backfill's own
 * @param rejects how much of it may be rejects
 */
public record SourceSettings(String topic, String groupId, Reading reading, RejectLimit rejects) {}
