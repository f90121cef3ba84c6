package io.runnel.jobs.command.deadletters;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.topics.KafkaConnection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A dead-letter topic and what a group has replayed of it. */
final class DeadLetterTopic {
    private final KafkaConnection kafka;
    private final String topic;
    private final String group;

    /**
     * @param group the group, or {@code null} for that of the topic
     */
    DeadLetterTopic(KafkaConnection kafka, String topic, String group) {
        kafka.requireTopic(topic);
        this.kafka = kafka;
        this.topic = topic;
        this.group = group == null ? "runnel-replay-" + topic : group;
    }

    String name() {
        return topic;
    }

    String group() {
        return group;
    }

    /** What the group has replayed. */
    Replayed replayed() {
        List<TopicPartition> partitions = kafka.partitions(topic);
        Replayed replayed = new Replayed();
        try (Consumer<byte[], byte[]> consumer = kafka.groupConsumer(group)) {
            consumer.assign(partitions);
            Map<TopicPartition, OffsetAndMetadata> committed =
                    consumer.committed(new HashSet<>(partitions));
            Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
            for (TopicPartition partition : partitions) {
                OffsetAndMetadata offset = committed.get(partition);
                ReplayedOffsets offsets =
                        offset == null
                                ? ReplayedOffsets.none()
                                : ReplayedOffsets.of(offset.offset(), offset.metadata());
                offsets.startAt(beginnings.get(partition));
                replayed.put(partition.partition(), offsets);
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("Group " + group + ": " + e.getMessage(), e);
        }
        return replayed;
    }
}
