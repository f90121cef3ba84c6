package io.runnel.dashboard.follow;

import io.runnel.dashboard.store.Batch;
import io.runnel.dashboard.store.IncomingDocument;
import io.runnel.dashboard.store.IncomingReject;
import io.runnel.dashboard.store.StoreFacts;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.schemas.document.DocumentType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/**
 * How many records of the input topics have no outcome yet: from the last offset that has one to
 * the end. Inputs before it that are still under way are not counted.
 */
final class InputLag {
    private final StoreFacts facts;
    private final Pulse pulse;
    private final Map<Batch.TopicPart, Long> last = new HashMap<>();
    private List<TopicPartition> partitions = List.of();

    InputLag(StoreFacts facts, Pulse pulse) {
        this.facts = facts;
        this.pulse = pulse;
    }

    void begin() {
        last.clear();
        last.putAll(facts.lastSources());
    }

    void note(Batch batch) {
        for (IncomingDocument document : batch.documents()) {
            var origin = document.enriched().document().origin();
            note(origin.topic(), origin.partition(), origin.offset());
        }
        for (IncomingReject reject : batch.rejects()) {
            IncomingReject.Facts said = reject.facts();
            if (said.sourceTopic() != null
                    && said.sourcePartition() != null
                    && said.sourceOffset() != null) {
                note(said.sourceTopic(), said.sourcePartition(), said.sourceOffset());
            }
        }
    }

    private void note(String topic, int partition, long offset) {
        last.merge(new Batch.TopicPart(topic, partition), offset, Math::max);
    }

    /** Finds the input topics: those that records came from, and the default ones. */
    void discover(KafkaConnection kafka, Set<String> existing) {
        Set<String> inputs = new TreeSet<>();
        Arrays.stream(DocumentType.values()).forEach(type -> inputs.add(type.topic()));
        last.keySet().forEach(part -> inputs.add(part.topic()));
        inputs.retainAll(existing);
        List<TopicPartition> found = new ArrayList<>();
        inputs.forEach(topic -> found.addAll(kafka.partitions(topic)));
        partitions = List.copyOf(found);
    }

    /** Takes notice of what waits; false if Kafka does not tell it of every topic. */
    boolean look(KafkaOffsets offsets) {
        if (partitions.isEmpty()) {
            return true;
        }
        Optional<Map<TopicPartition, Long>> beginnings = offsets.beginnings(partitions);
        Optional<Map<TopicPartition, Long>> ends =
                beginnings.flatMap(b -> offsets.ends(partitions));
        if (ends.isEmpty()) {
            return false;
        }
        Map<String, Long> totals = new HashMap<>();
        Map<String, Long> lags = new HashMap<>();
        ends.get()
                .forEach(
                        (partition, end) -> {
                            long beginning = beginnings.get().get(partition);
                            Long answered =
                                    last.get(
                                            new Batch.TopicPart(
                                                    partition.topic(), partition.partition()));
                            long from =
                                    answered == null
                                            ? beginning
                                            : Math.max(beginning, answered + 1);
                            totals.merge(partition.topic(), end - beginning, Long::sum);
                            lags.merge(partition.topic(), Math.max(0, end - from), Long::sum);
                        });
        totals.forEach((topic, total) -> pulse.input(topic, total, lags.get(topic)));
        return true;
    }
}
