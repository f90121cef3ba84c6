package io.runnel.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.options.RangeEnd;
import io.runnel.jobs.options.Reading;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer.PartitionOffsetsRetriever;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** A topic of three partitions: 10 to 20, 0 to 100, and an empty one. */
class BackfillPlanTest {
    private static final Instant NOW = Instant.parse("2026-03-05T00:00:00Z");

    @Test
    void readsEverythingFromTheOldestRecordToTheNewest() {
        BackfillPlan plan = plan("earliest", "latest");

        assertThat(plan.mistakes()).isEmpty();
        assertThat(plan.text())
                .isEqualTo(
                        "This is a backfill of 110 offsets: tickets-0 from 10 until 20, tickets-1"
                                + " from 0 until 100. It ends behind them.");
    }

    @Test
    void readsFromTheFirstRecordOfATimeAndToTheEndWhereNothingCameLater() {
        // The records' times are their offsets, in seconds since 1970.
        BackfillPlan plan = plan("1970-01-01T00:00:15Z", "1970-01-01T00:00:50Z");

        assertThat(plan.mistakes()).isEmpty();
        assertThat(plan.spans())
                .containsOnly(
                        Map.entry(partition(0), new BackfillPlan.Span(15, 20)),
                        Map.entry(partition(1), new BackfillPlan.Span(15, 50)));
    }

    @Test
    void readsNothingOfAPartitionThatAListDoesNotName() {
        assertThat(plan("1:30", "latest").spans())
                .containsOnly(Map.entry(partition(1), new BackfillPlan.Span(30, 100)));
        assertThat(plan("earliest", "0:12").spans())
                .containsOnly(Map.entry(partition(0), new BackfillPlan.Span(10, 12)));
    }

    @Test
    void namesEveryOffsetThatCannotBeRead() {
        assertThat(plan("0:5,1:50,7:0", "0:21,1:40,7:1").mistakes())
                .containsExactly(
                        "backfill.from, backfill.until: expected partitions of tickets, which has 0"
                                + " to 2, found [7].",
                        "backfill.from: expected an offset of tickets-0 that is still there, from 10"
                                + " on, found 5; what was before is gone. Give 10, or earliest.",
                        "backfill.until: expected an offset of tickets-0 up to its end, 20, found 21;"
                                + " the job would wait for records that nobody has sent. Give 20, or"
                                + " latest.",
                        "backfill.until: expected an offset of tickets-1 behind backfill.from, which"
                                + " is 50 there, found 40.");
    }

    @Test
    void refusesAnEmptyRangeAndOneThatIsNotOverYet() {
        assertThat(plan("2:0", "latest").mistakes())
                .containsExactly(
                        "backfill.from, backfill.until: expected records between them in tickets,"
                                + " found none.");
        assertThat(plan("earliest", "2026-03-05T00:00:01Z").mistakes())
                .singleElement()
                .asString()
                .startsWith("backfill.until: expected a time that has passed");
    }

    private static BackfillPlan plan(String from, String until) {
        Reading.Backfill backfill =
                new Reading.Backfill(
                        RangeEnd.parse(from).orElseThrow(),
                        RangeEnd.parse(until).orElseThrow(),
                        "backfill");
        return BackfillPlan.of(backfill, "tickets", 3, new Offsets(), NOW);
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition("tickets", number);
    }

    /** The broker. */
    private record Offsets() implements PartitionOffsetsRetriever {
        private static final List<Long> BEGINNINGS = List.of(10L, 0L, 0L);
        private static final List<Long> ENDS = List.of(20L, 100L, 0L);

        @Override
        public Map<TopicPartition, Long> committedOffsets(Collection<TopicPartition> partitions) {
            return Map.of();
        }

        @Override
        public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
            return offsets(partitions, partition -> ENDS.get((int) partition));
        }

        @Override
        public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
            return offsets(partitions, partition -> BEGINNINGS.get((int) partition));
        }

        private static Map<TopicPartition, Long> offsets(
                Collection<TopicPartition> partitions, LongUnaryOperator offset) {
            return partitions.stream()
                    .collect(
                            Collectors.toMap(
                                    Function.identity(),
                                    each -> offset.applyAsLong(each.partition())));
        }

        @Override
        public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(
                Map<TopicPartition, Long> times) {
            Map<TopicPartition, OffsetAndTimestamp> found = new HashMap<>();
            times.forEach(
                    (partition, time) -> {
                        long offset = Math.max(time / 1_000, BEGINNINGS.get(partition.partition()));
                        if (offset < ENDS.get(partition.partition())) {
                            found.put(partition, new OffsetAndTimestamp(offset, offset * 1_000));
                        }
                    });
            return found;
        }
    }
}
