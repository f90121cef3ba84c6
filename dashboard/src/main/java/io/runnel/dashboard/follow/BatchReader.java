package io.runnel.dashboard.follow;

import io.runnel.dashboard.store.Batch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads what comes within a moment, and ends a batch that has become large, in records or in bytes.
 */
final class BatchReader {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LONGEST_BATCH = Duration.ofMillis(400);
    private static final int MOST_RECORDS = 5_000;
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final RecordReader reader;
    private final HeldTopics held;

    BatchReader(RecordReader reader, HeldTopics held) {
        this.reader = reader;
        this.held = held;
    }

    /** How much has been read. */
    private static final class Size {
        private int records;
        private long bytes;

        void add(ConsumerRecord<byte[], byte[]> record) {
            records++;
            bytes += record.value() == null ? 0 : record.value().length;
        }

        boolean isLarge() {
            return records >= MOST_RECORDS || bytes >= MOST_BYTES;
        }
    }

    /** The next batch of these partitions; empty if nothing comes. */
    Batch next(
            Consumer<byte[], byte[]> consumer,
            Set<TopicPartition> assigned,
            Map<Batch.TopicPart, Long> positions) {
        Batch batch = new Batch();
        Size size = new Size();
        long until = System.nanoTime() + LONGEST_BATCH.toNanos();
        ConsumerRecords<byte[], byte[]> polled;
        do {
            held.apply(consumer, assigned);
            polled = consumer.poll(POLL);
            for (TopicPartition partition : polled.partitions()) {
                read(consumer, polled.records(partition), batch, size);
            }
        } while (!polled.isEmpty() && !size.isLarge() && System.nanoTime() - until < 0);
        if (size.records > 0) {
            // Behind the last record there may be the end of its transaction.
            KafkaOffsets offsets = new KafkaOffsets(consumer);
            for (TopicPartition partition : assigned) {
                Batch.TopicPart part = part(partition);
                long position = offsets.position(partition).orElse(0L);
                if (position > positions.getOrDefault(part, 0L)) {
                    batch.reached(part, position);
                }
            }
        }
        return batch;
    }

    /** Reads records of one partition, up to the first that has to wait. */
    private void read(
            Consumer<byte[], byte[]> consumer,
            List<ConsumerRecord<byte[], byte[]>> records,
            Batch batch,
            Size size) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (!held.holds(record.topic())) {
                try {
                    reader.read(record, batch);
                    held.read(record.topic());
                    size.add(record);
                    continue;
                } catch (RecordReader.NotYet e) {
                    held.hold(record.topic(), e.getMessage());
                }
            }
            consumer.seek(new TopicPartition(record.topic(), record.partition()), record.offset());
            break;
        }
    }

    static Batch.TopicPart part(TopicPartition partition) {
        return new Batch.TopicPart(partition.topic(), partition.partition());
    }
}
