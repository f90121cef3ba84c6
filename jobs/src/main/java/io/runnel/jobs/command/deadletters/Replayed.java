package io.runnel.jobs.command.deadletters;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** Which letters of a topic a group has replayed. */
final class Replayed {
    private final Map<Integer, ReplayedOffsets> partitions = new TreeMap<>();

    void put(int partition, ReplayedOffsets offsets) {
        partitions.put(partition, offsets);
    }

    boolean contains(LetterPlace place) {
        ReplayedOffsets offsets = partitions.get(place.partition());
        return offsets != null && offsets.contains(place.offset());
    }

    void add(LetterPlace place) {
        partitions
                .computeIfAbsent(place.partition(), unused -> ReplayedOffsets.none())
                .add(place.offset());
    }

    /** What is known of the partition. */
    ReplayedOffsets of(TopicPartition partition) {
        return partitions.computeIfAbsent(partition.partition(), unused -> ReplayedOffsets.none());
    }
}
