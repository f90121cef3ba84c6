package io.runnel.jobs.options;

/** A topic that a job writes. */
public record TopicSettings(String topic, int maxRecordBytes) {}
