package io.runnel.jobs.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer.PartitionOffsetsRetriever;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** What the brokers answer to the source's questions about offsets, before there is a source. */
record TopicOffsets(Admin admin) implements PartitionOffsetsRetriever {
    /** None: a backfill does not begin where a group stopped. */
    @Override
    public Map<TopicPartition, Long> committedOffsets(Collection<TopicPartition> partitions) {
        return Map.of();
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    @Override
    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest());
    }

    @Override
    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
            Map<TopicPartition, Long> times) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        times.forEach((partition, time) -> asked.put(partition, OffsetSpec.forTimestamp(time)));
        Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
        ask(asked)
                .forEach(
                        (partition, offset) -> {
                            // -1 where there is no such record.
                            if (offset.offset() >= 0) {
                                found.put(
                                        partition,
                                        new OffsetAndTimestamp(
                                                offset.offset(), offset.timestamp()));
                            }
                        });
        return found;
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(Function.identity(), each -> which));
        Map<TopicPartition, Long> found = new HashMap<>();
        ask(asked).forEach((partition, offset) -> found.put(partition, offset.offset()));
        return found;
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ask(Map<TopicPartition, OffsetSpec> asked) {
        try {
            return admin.listOffsets(asked).all().get();
        } catch (ExecutionException e) {
            throw new KafkaException("The brokers do not tell offsets: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while brokers were asked for offsets.", e);
        }
    }
}
