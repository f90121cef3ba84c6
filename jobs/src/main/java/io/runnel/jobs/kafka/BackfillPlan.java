package io.runnel.jobs.kafka;

import io.runnel.jobs.options.RangeEnd;
import io.runnel.jobs.options.Reading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer.PartitionOffsetsRetriever;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets that a backfill is about to read, as the brokers have them now.
 *
 * @param spans of the partitions of which something is read
 * @param mistakes why it cannot be read as it was asked for
 */
public record BackfillPlan(Map<TopicPartition, Span> spans, List<String> mistakes) {
    /**
     * Some offsets of a partition.
     *
     * @param until the offset behind the last one
     */
    public record Span(long from, long until) {}

    /** The oldest and the newest offset that a partition has; the second one is behind it. */
    private record Kept(long from, long until) {}

    /**
     * The plan of a backfill that begins now.
     *
     * @param partitions how many the topic has
     */
    public static BackfillPlan of(
            Reading.Backfill backfill, String topic, int partitions, Admin admin) {
        return of(backfill, topic, partitions, new TopicOffsets(admin), Instant.now());
    }

    /** The same at another time, with offsets from anywhere. */
    static BackfillPlan of(
            Reading.Backfill backfill,
            String topic,
            int partitions,
            PartitionOffsetsRetriever kafka,
            Instant now) {
        BackfillOffsets from = BackfillOffsets.from(backfill);
        BackfillOffsets until = BackfillOffsets.until(backfill);
        List<String> mistakes = new ArrayList<>();
        if (backfill.until() instanceof RangeEnd.At end && end.time().isAfter(now)) {
            mistakes.add(
                    "backfill.until: expected a time that has passed, found "
                            + end.time()
                            + "; the job would end before it. Give latest, or wait.");
        }
        Set<Integer> missing = new TreeSet<>(from.missing(partitions));
        if (!missing.isEmpty()) {
            mistakes.add(
                    "backfill.from, backfill.until: expected partitions of "
                            + topic
                            + ", which has 0 to "
                            + (partitions - 1)
                            + ", found "
                            + missing
                            + ".");
        }
        Set<TopicPartition> all = new HashSet<>();
        for (int partition = 0; partition < partitions; partition++) {
            all.add(new TopicPartition(topic, partition));
        }
        Map<TopicPartition, Span> spans = spans(all, from, until, kafka);
        spans.forEach((each, span) -> mistakes.addAll(mistakes(each, span, kept(each, kafka))));
        if (mistakes.isEmpty() && spans.isEmpty()) {
            mistakes.add(
                    "backfill.from, backfill.until: expected records between them in "
                            + topic
                            + ", found none.");
        }
        return new BackfillPlan(spans, mistakes.stream().sorted().toList());
    }

    private static Map<TopicPartition, Span> spans(
            Set<TopicPartition> all,
            BackfillOffsets from,
            BackfillOffsets until,
            PartitionOffsetsRetriever kafka) {
        Map<TopicPartition, Long> begins = from.getPartitionOffsets(all, kafka);
        Map<TopicPartition, Long> ends = until.getPartitionOffsets(all, kafka);
        Map<TopicPartition, Span> spans = new HashMap<>();
        begins.forEach(
                (partition, begin) -> {
                    if (!begin.equals(ends.get(partition))) {
                        spans.put(partition, new Span(begin, ends.get(partition)));
                    }
                });
        return spans;
    }

    private static Kept kept(TopicPartition partition, PartitionOffsetsRetriever kafka) {
        Set<TopicPartition> one = Set.of(partition);
        return new Kept(
                kafka.beginningOffsets(one).get(partition), kafka.endOffsets(one).get(partition));
    }

    private static List<String> mistakes(TopicPartition partition, Span span, Kept kept) {
        List<String> mistakes = new ArrayList<>();
        if (span.from() < kept.from()) {
            mistakes.add(
                    String.format(
                            "backfill.from: expected an offset of %s that is still there, from %d on,"
                                    + " found %d; what was before is gone. Give %d, or earliest.",
                            partition, kept.from(), span.from(), kept.from()));
        }
        if (span.until() > kept.until()) {
            mistakes.add(
                    String.format(
                            "backfill.until: expected an offset of %s up to its end, %d, found %d;"
                                    + " the job would wait for records that nobody has sent. Give %d,"
                                    + " or latest.",
                            partition, kept.until(), span.until(), kept.until()));
        }
        if (span.from() > span.until()) {
            mistakes.add(
                    String.format(
                            "backfill.until: expected an offset of %s behind backfill.from, which is"
                                    + " %d there, found %d.",
                            partition, span.from(), span.until()));
        }
        return mistakes;
    }

    /** What it reads, in one line. */
    public String text() {
        long offsets = spans.values().stream().mapToLong(span -> span.until() - span.from()).sum();
        Map<String, Span> sorted = new TreeMap<>();
        spans.forEach((partition, span) -> sorted.put(partition.toString(), span));
        return String.format(
                Locale.ROOT,
                "This is a backfill of %,d offsets: %s. It ends behind them.",
                offsets,
                sorted.entrySet().stream()
                        .map(
                                each ->
                                        each.getKey()
                                                + " from "
                                                + each.getValue().from()
                                                + " until "
                                                + each.getValue().until())
                        .collect(Collectors.joining(", ")));
    }
}
