package io.runnel.dashboard.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/** A topic that is gone does not keep the others waiting. */
class KafkaOffsetsTest {
    private static final TopicPartition PARTITION = new TopicPartition("tickets-enriched", 0);

    /** Kafka's own consumer for tests, as it is with a topic that has just been deleted. */
    private static final class OfDeletedTopic extends MockConsumer<byte[], byte[]> {
        private final List<Duration> waited = new ArrayList<>();

        OfDeletedTopic() {
            super("earliest");
        }

        @Override
        public synchronized Map<TopicPartition, Long> beginningOffsets(
                Collection<TopicPartition> partitions, Duration timeout) {
            throw waitedFor(timeout);
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(
                Collection<TopicPartition> partitions, Duration timeout) {
            throw waitedFor(timeout);
        }

        @Override
        public synchronized long position(TopicPartition partition, Duration timeout) {
            throw waitedFor(timeout);
        }

        private TimeoutException waitedFor(Duration timeout) {
            waited.add(timeout);
            return new TimeoutException("no offsets within " + timeout);
        }
    }

    @Test
    void whatKafkaTellsNothingOfIsNotThereAfterSeconds() {
        try (OfDeletedTopic consumer = new OfDeletedTopic()) {
            KafkaOffsets offsets = new KafkaOffsets(consumer);

            assertThat(offsets.beginnings(List.of(PARTITION))).isEmpty();
            assertThat(offsets.ends(List.of(PARTITION))).isEmpty();
            assertThat(offsets.position(PARTITION)).isEmpty();
            assertThat(consumer.waited)
                    .hasSize(3)
                    .allSatisfy(
                            each -> assertThat(each).isLessThanOrEqualTo(Duration.ofSeconds(5)));
        }
    }
}
