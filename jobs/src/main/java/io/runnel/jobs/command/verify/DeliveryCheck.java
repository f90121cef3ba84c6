package io.runnel.jobs.command.verify;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.command.topics.TopicReader;
import io.runnel.jobs.command.verify.Account.Outcome;
import io.runnel.jobs.kafka.BackfillPlan;
import io.runnel.jobs.kafka.BackfillPlan.Span;
import io.runnel.jobs.kafka.DeadLetterHeader;
import io.runnel.jobs.kafka.RecordOrigin;
import io.runnel.jobs.options.Reading;
import io.runnel.schemas.codec.EnrichedCodec;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Compares an input topic with what was made of it: every record up to the offsets that the job has
 * committed, or behind which it has answered one, should stand in the enriched topic or in the dead
 * letters once, and once more for each further generation in which somebody has enriched it. It
 * changes nothing, and sees what retention has left of each topic.
 */
final class DeliveryCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long PAUSE_MILLIS = 300;

    private final KafkaConnection kafka;
    private final Topics topics;
    private final EnrichedCodec codec;
    private final Scope scope;
    private final Duration firstCommit;
    private final DeliveryReport report = new DeliveryReport();

    /** What is compared. */
    record Topics(String input, String enriched, String deadLetters, String group) {}

    /**
     * What is expected.
     *
     * @param generation the only one that counts; any if it is empty
     * @param range the inputs that should have an outcome, or {@code null} for those that the group
     *     has committed
     */
    record Scope(OptionalInt generation, Reading.Backfill range) {
        /** Of everything that the job has committed, whatever the generation. */
        static final Scope EVERYTHING = new Scope(OptionalInt.empty(), null);
    }

    /**
     * @param firstCommit how long a group may take until it has committed anything
     */
    DeliveryCheck(
            KafkaConnection kafka,
            Topics topics,
            EnrichedCodec codec,
            Scope scope,
            Duration firstCommit) {
        this.kafka = kafka;
        this.topics = topics;
        this.codec = codec;
        this.scope = scope;
        this.firstCommit = firstCommit;
    }

    /**
     * Reads the three topics once.
     *
     * @throws CommandFailure if one of them does not exist, or nothing can be said yet
     */
    DeliveryReport run() throws InterruptedException {
        List.of(topics.input(), topics.enriched(), topics.deadLetters())
                .forEach(kafka::requireTopic);
        Map<Integer, Span> spans = scope.range() == null ? awaitCommitted() : asked();
        if (spans.isEmpty()) {
            throw new CommandFailure(
                    "Group "
                            + topics.group()
                            + " has committed no offset of topic "
                            + topics.input()
                            + ", so nothing can be expected. Name the job's kafka.source.group-id with"
                            + " --group, or wait for its first checkpoint.");
        }
        // The output for these offsets may be committed a moment after they are.
        awaitOpenTransactions();
        noteWhatRetentionTook();
        AnsweredInputs answered = new AnsweredInputs();
        read(List.of(topics.enriched(), topics.deadLetters()), record -> enter(answered, record));
        report.generations(answered.counts());
        report.answered(answered.ends());
        if (scope.range() == null) {
            widen(spans, answered.ends());
        }
        Span none = new Span(0, 0);
        read(
                List.of(topics.input()),
                record -> {
                    Span span = spans.getOrDefault(record.partition(), none);
                    if (record.offset() >= span.until()) {
                        report.waiting();
                    } else if (record.offset() >= span.from()) {
                        expect(answered, record);
                    }
                });
        return report;
    }

    /** What is committed, as soon as anything is. */
    private Map<Integer, Span> awaitCommitted() throws InterruptedException {
        long deadline = System.nanoTime() + firstCommit.toNanos();
        Map<Integer, Span> spans = committed();
        while (spans.isEmpty() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(200);
            spans = committed();
        }
        return spans;
    }

    /**
     * Committed offsets are Flink's courtesy to Kafka: nothing depends on them and a commit may
     * fail. What stands before an outcome was read, whether they say so or not.
     */
    private static void widen(Map<Integer, Span> spans, Map<Integer, Long> answered) {
        answered.forEach(
                (partition, end) ->
                        spans.merge(
                                partition,
                                new Span(0, end),
                                (committed, seen) ->
                                        new Span(0, Math.max(committed.until(), seen.until()))));
    }

    /** The range that was asked for, as it is now. */
    private Map<Integer, Span> asked() {
        BackfillPlan plan = kafka.plan(scope.range(), topics.input());
        if (!plan.mistakes().isEmpty()) {
            throw new CommandFailure(String.join("\n", plan.mistakes()));
        }
        Map<Integer, Span> spans = new HashMap<>();
        plan.spans().forEach((partition, span) -> spans.put(partition.partition(), span));
        return spans;
    }

    /** Returns when every transaction that is open now has come to its end. */
    private void awaitOpenTransactions() throws InterruptedException {
        List<TopicPartition> outputs = outputs();
        Map<TopicPartition, Long> written = kafka.writtenEnds(outputs);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Consumer<byte[], byte[]> consumer = kafka.committedConsumer()) {
            while (isBehind(consumer.endOffsets(outputs), written)) {
                if (System.nanoTime() > deadline) {
                    throw new CommandFailure(
                            "A transaction has been open for more than "
                                    + PATIENCE.toMinutes()
                                    + " minutes in "
                                    + topics.enriched()
                                    + " or "
                                    + topics.deadLetters()
                                    + ", so nobody can say yet what will come out. Ask again after the"
                                    + " job's next checkpoint, or after delivery.transaction-timeout.");
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static boolean isBehind(
            Map<TopicPartition, Long> committed, Map<TopicPartition, Long> written) {
        return written.entrySet().stream()
                .anyMatch(end -> committed.getOrDefault(end.getKey(), 0L) < end.getValue());
    }

    /** Inputs whose outcome an output topic no longer has look as if they were missing. */
    private void noteWhatRetentionTook() {
        List<TopicPartition> outputs = outputs();
        try (Consumer<byte[], byte[]> consumer = kafka.committedConsumer()) {
            consumer.beginningOffsets(outputs).values().stream()
                    .filter(beginning -> beginning > 0)
                    .forEach(report::trimmed);
        }
    }

    private List<TopicPartition> outputs() {
        List<TopicPartition> outputs = new ArrayList<>(kafka.partitions(topics.enriched()));
        outputs.addAll(kafka.partitions(topics.deadLetters()));
        return outputs;
    }

    private void enter(AnsweredInputs answered, ConsumerRecord<byte[], byte[]> record) {
        Optional<Answer> answer;
        try {
            answer = answer(record);
        } catch (IllegalArgumentException e) {
            report.foreign(new Place(record).toString());
            return;
        }
        answer.ifPresent(
                found -> {
                    Place place = found.place();
                    if (!answered.add(place.partition(), place.offset(), found.generation())) {
                        report.duplicate(found.toString());
                    }
                    report.outcome(outcome(record));
                });
    }

    private void expect(AnsweredInputs answered, ConsumerRecord<byte[], byte[]> record) {
        report.input();
        if (!answered.contains(record.partition(), record.offset(), scope.generation())) {
            report.missing(new Place(record).toString());
            if (record.offset() < answered.first(record.partition()).orElse(Long.MAX_VALUE)) {
                report.beforeTheFirst();
            }
        }
    }

    private Map<Integer, Span> committed() {
        Map<Integer, Span> spans = new HashMap<>();
        List<TopicPartition> partitions = kafka.partitions(topics.input());
        try (Consumer<byte[], byte[]> consumer = kafka.groupConsumer(topics.group())) {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    consumer.committed(new HashSet<>(partitions));
            committed.forEach(
                    (partition, offset) -> {
                        if (offset != null) {
                            spans.put(partition.partition(), new Span(0, offset.offset()));
                        }
                    });
        }
        Map<Integer, Long> ends = new HashMap<>();
        spans.forEach((partition, span) -> ends.put(partition, span.until()));
        report.committed(ends);
        return spans;
    }

    private void read(
            List<String> names, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (TopicReader reader = TopicReader.fromBeginning(kafka, names)) {
            while (!reader.reachedFirstEnd()) {
                reader.poll().forEach(each);
            }
        }
    }

    private Outcome outcome(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(topics.enriched()) ? Outcome.ENRICHED : Outcome.DEAD_LETTER;
    }

    /**
     * What an outcome answers; empty if a record of another topic.
     *
     * @throws IllegalArgumentException if it is no record of a job
     */
    private Optional<Answer> answer(ConsumerRecord<byte[], byte[]> record) {
        Answer answer =
                switch (outcome(record)) {
                    case ENRICHED -> enriched(record);
                    case DEAD_LETTER -> letter(record);
                };
        return Optional.of(answer).filter(found -> found.place().topic().equals(topics.input()));
    }

    private Answer enriched(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            throw new IllegalArgumentException("A tombstone is no enriched record.");
        }
        Enriched enriched = codec.decode(record.value(), RecordOrigin.of(record).headers());
        Origin origin = enriched.document().origin();
        return new Answer(
                new Place(origin.topic(), origin.partition(), origin.offset()),
                enriched.generation());
    }

    private static Answer letter(ConsumerRecord<byte[], byte[]> record) {
        boolean isFirst = record.headers().lastHeader(DeadLetterHeader.GENERATION) == null;
        return new Answer(
                new Place(
                        text(record, DeadLetterHeader.TOPIC),
                        Integer.parseInt(text(record, DeadLetterHeader.PARTITION)),
                        Long.parseLong(text(record, DeadLetterHeader.OFFSET))),
                isFirst ? 0 : Integer.parseInt(text(record, DeadLetterHeader.GENERATION)));
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("A dead letter has a header " + name + ".");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    /** An outcome: the place of its input, and which enrichment of it this was. */
    private record Answer(Place place, int generation) {
        @Override
        public String toString() {
            return generation == 0 ? place.toString() : place + " in generation " + generation;
        }
    }

    /** A place in a topic. */
    private record Place(String topic, int partition, long offset) {
        Place(ConsumerRecord<byte[], byte[]> record) {
            this(record.topic(), record.partition(), record.offset());
        }

        @Override
        public String toString() {
            return topic + "-" + partition + "@" + offset;
        }
    }
}
