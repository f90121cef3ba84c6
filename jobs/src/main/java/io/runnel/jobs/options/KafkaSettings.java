package io.runnel.jobs.options;

/**
 * What a job reads and writes.
 *
 * @param createdPartitions partitions of each topic that is created at start
 */
public record KafkaSettings(
        KafkaClient client,
        DocumentFormat format,
        SourceSettings source,
        TopicSettings enriched,
        TopicSettings deadLetters,
        MissingTopics missingTopics,
        int createdPartitions) {}
