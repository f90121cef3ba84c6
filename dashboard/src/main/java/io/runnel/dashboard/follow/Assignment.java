package io.runnel.dashboard.follow;

import io.runnel.dashboard.store.Batch;
import io.runnel.dashboard.store.TopicIds;
import io.runnel.jobs.command.topics.KafkaConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that are followed; each begins where the store ends, and at the beginning of a
 * topic that was made anew, however long that has become.
 */
final class Assignment {
    private static final Logger LOG = LoggerFactory.getLogger(Assignment.class);

    private final KafkaConnection kafka;
    private final TopicIds ids;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<Batch.TopicPart, Long> positions;
    private Set<TopicPartition> assigned = Set.of();

    /**
     * @param positions where the store ends, at any time; those of a former topic are taken away
     */
    Assignment(
            KafkaConnection kafka,
            TopicIds ids,
            Consumer<byte[], byte[]> consumer,
            Map<Batch.TopicPart, Long> positions) {
        this.kafka = kafka;
        this.ids = ids;
        this.consumer = consumer;
        this.positions = positions;
    }

    Set<TopicPartition> partitions() {
        return assigned;
    }

    /** Takes new topics and partitions in, and lets those go that are not there now. */
    void follow(Set<String> topics) {
        List<TopicPartition> wanted = new ArrayList<>();
        topics.forEach(topic -> wanted.addAll(kafka.partitions(topic)));
        Set<String> renewed = ids.renewed(kafka.topicIds(topics));
        if (!renewed.isEmpty()) {
            LOG.warn("Made anew, and read from the beginning: {}.", String.join(", ", renewed));
            positions.keySet().removeIf(part -> renewed.contains(part.topic()));
        }
        if (renewed.isEmpty() && Set.copyOf(wanted).equals(assigned)) {
            return;
        }
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (String topic : topics) {
            starts.putAll(
                    starts(wanted.stream().filter(one -> one.topic().equals(topic)).toList()));
        }
        consumer.assign(starts.keySet());
        starts.forEach(consumer::seek);
        assigned = Set.copyOf(starts.keySet());
    }

    /** Of one topic; none if Kafka does not tell, as of one that is being deleted. */
    private Map<TopicPartition, Long> starts(List<TopicPartition> partitions) {
        KafkaOffsets offsets = new KafkaOffsets(consumer);
        Optional<Map<TopicPartition, Long>> beginnings = offsets.beginnings(partitions);
        Optional<Map<TopicPartition, Long>> ends =
                beginnings.flatMap(b -> offsets.ends(partitions));
        Map<TopicPartition, Long> starts = new HashMap<>();
        if (ends.isEmpty()) {
            LOG.warn("{} cannot be read now: Kafka does not tell where it ends.", partitions);
            return starts;
        }
        for (TopicPartition partition : partitions) {
            long beginning = beginnings.get().get(partition);
            long end = ends.get().get(partition);
            long stored = positions.getOrDefault(BatchReader.part(partition), 0L);
            if (stored > end) {
                LOG.warn(
                        "{} ends at {}, before {} where it had been read to: it is read from its"
                                + " beginning.",
                        partition,
                        end,
                        stored);
                stored = beginning;
            }
            starts.put(partition, Math.max(stored, beginning));
        }
        return starts;
    }
}
