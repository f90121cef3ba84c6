package io.runnel.dashboard.follow;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Offsets that Kafka tells within a moment. Of a topic that has just been deleted it tells none,
 * and a consumer would ask for a minute: it is not there now.
 */
record KafkaOffsets(Consumer<byte[], byte[]> consumer) {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Where all of these partitions begin. */
    Optional<Map<TopicPartition, Long>> beginnings(Collection<TopicPartition> partitions) {
        return told(() -> consumer.beginningOffsets(partitions, PATIENCE));
    }

    /** Where all of these partitions end. */
    Optional<Map<TopicPartition, Long>> ends(Collection<TopicPartition> partitions) {
        return told(() -> consumer.endOffsets(partitions, PATIENCE));
    }

    /** Where the consumer goes on in this partition. */
    Optional<Long> position(TopicPartition partition) {
        return told(() -> consumer.position(partition, PATIENCE));
    }

    private static <T> Optional<T> told(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (TimeoutException | UnknownTopicOrPartitionException e) {
            return Optional.empty();
        }
    }
}
