package io.runnel.jobs.kafka;

import io.runnel.jobs.options.RangeEnd;
import io.runnel.jobs.options.Reading;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * One end of a backfill in every partition. A partition that does not belong to it begins and ends
 * at its oldest record, so nothing of it is read.
 */
final class BackfillOffsets implements OffsetsInitializer {
    private static final long serialVersionUID = 1L;

    private final RangeEnd end;

    /** The partitions that are read; all of them where nobody named any. */
    private final Set<Integer> named;

    private BackfillOffsets(RangeEnd end, Reading.Backfill backfill) {
        this.end = end;
        this.named =
                named(backfill.from()).or(() -> named(backfill.until())).orElse(Set.<Integer>of());
    }

    /** The first offset that is read. */
    static BackfillOffsets from(Reading.Backfill backfill) {
        return new BackfillOffsets(backfill.from(), backfill);
    }

    /** The offset behind the last one that is read. */
    static BackfillOffsets until(Reading.Backfill backfill) {
        return new BackfillOffsets(backfill.until(), backfill);
    }

    private static Optional<Set<Integer>> named(RangeEnd end) {
        return end instanceof RangeEnd.Offsets offsets
                ? Optional.of(Set.copyOf(offsets.offsets().keySet()))
                : Optional.empty();
    }

    /** The partitions that somebody named and that a topic of so many does not have. */
    Set<Integer> missing(int partitions) {
        return named.stream()
                .filter(partition -> partition >= partitions)
                .collect(Collectors.toSet());
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever kafka) {
        Set<TopicPartition> read =
                partitions.stream()
                        .filter(each -> named.isEmpty() || named.contains(each.partition()))
                        .collect(Collectors.toSet());
        Map<TopicPartition, Long> offsets = new HashMap<>(kafka.beginningOffsets(partitions));
        if (end instanceof RangeEnd.Latest) {
            offsets.putAll(kafka.endOffsets(read));
        } else if (end instanceof RangeEnd.At at) {
            offsets.putAll(firstSince(at, read, kafka));
        } else if (end instanceof RangeEnd.Offsets given) {
            read.forEach(each -> offsets.put(each, given.offsets().get(each.partition())));
        }
        return offsets;
    }

    private static Map<TopicPartition, Long> firstSince(
            RangeEnd.At at, Set<TopicPartition> read, PartitionOffsetsRetriever kafka) {
        Map<TopicPartition, Long> offsets = new HashMap<>(kafka.endOffsets(read));
        Map<TopicPartition, Long> times =
                read.stream()
                        .collect(
                                Collectors.toMap(
                                        Function.identity(), each -> at.time().toEpochMilli()));
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
                kafka.offsetsForTimes(times).entrySet()) {
            if (found.getValue() != null) {
                offsets.put(found.getKey(), found.getValue().offset());
            }
        }
        return offsets;
    }

    /** What retention has taken since the range was checked is no longer there to be read. */
    @Override
    @SuppressWarnings("deprecation") // the connector takes this type and no other
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.EARLIEST;
    }
}
