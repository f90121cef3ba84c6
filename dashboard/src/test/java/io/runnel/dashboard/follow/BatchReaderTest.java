package io.runnel.dashboard.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.dashboard.store.Batch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** How much of a topic is taken into memory at once. */
class BatchReaderTest {
    private static final TopicPartition PARTITION = new TopicPartition("tickets-enriched", 0);
    private static final int MEBIBYTE = 1024 * 1024;

    @Test
    void aBatchOfLargeRecordsEndsWhenSixteenMebibytesAreRead() {
        try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest")) {
            consumer.assign(List.of(PARTITION));
            consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
            consumer.setMaxPollRecords(1);
            for (int offset = 0; offset < 40; offset++) {
                consumer.addRecord(
                        new ConsumerRecord<>(
                                PARTITION.topic(), 0, offset, null, new byte[MEBIBYTE]));
            }
            BatchReader reader =
                    new BatchReader(new RecordReader(FollowedTopics.defaults()), new HeldTopics());

            Batch first = reader.next(consumer, Set.of(PARTITION), Map.of());
            Batch second = reader.next(consumer, Set.of(PARTITION), Map.of());

            assertThat(first.undecoded()).hasSizeBetween(1, 16);
            assertThat(second.undecoded().get(0).place().offset())
                    .isEqualTo(first.undecoded().size());
        }
    }
}
