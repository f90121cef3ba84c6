package io.runnel.jobs.command.verify;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.command.topics.TopicReader;
import io.runnel.jobs.command.verify.Account.Outcome;
import io.runnel.jobs.kafka.DeadLetterHeader;
import io.runnel.schemas.codec.EnrichedCodec;
import io.runnel.schemas.document.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Compares an input topic with what was made of it: every record up to the offsets that the job has
 * committed should stand in the enriched topic or in the dead letters once. It changes nothing, and
 * sees what retention has left of each topic.
 */
final class DeliveryCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long PAUSE_MILLIS = 300;

    private final KafkaConnection kafka;
    private final Topics topics;
    private final EnrichedCodec codec;
    private final DeliveryReport report = new DeliveryReport();

    /** What is compared. */
    record Topics(String input, String enriched, String deadLetters, String group) {}

    DeliveryCheck(KafkaConnection kafka, Topics topics, EnrichedCodec codec) {
        this.kafka = kafka;
        this.topics = topics;
        this.codec = codec;
    }

    /**
     * Reads the three topics once.
     *
     * @throws CommandFailure if one of them does not exist, or nothing can be said yet
     */
    DeliveryReport run() throws InterruptedException {
        List.of(topics.input(), topics.enriched(), topics.deadLetters())
                .forEach(kafka::requireTopic);
        Map<Integer, Long> ends = committedOffsets();
        if (ends.isEmpty()) {
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
        Map<Integer, OffsetSet> answered = new HashMap<>();
        read(List.of(topics.enriched(), topics.deadLetters()), record -> enter(answered, record));
        read(
                List.of(topics.input()),
                record -> {
                    if (record.offset() < ends.getOrDefault(record.partition(), 0L)) {
                        expect(answered, record);
                    } else {
                        report.waiting();
                    }
                });
        return report;
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

    private void enter(Map<Integer, OffsetSet> answered, ConsumerRecord<byte[], byte[]> record) {
        Optional<Place> place;
        try {
            place = place(record);
        } catch (IllegalArgumentException e) {
            report.foreign(new Place(record).toString());
            return;
        }
        place.ifPresent(
                found -> {
                    OffsetSet offsets =
                            answered.computeIfAbsent(found.partition(), unused -> new OffsetSet());
                    if (!offsets.add(found.offset())) {
                        report.duplicate(found.toString());
                    }
                    report.outcome(outcome(record));
                });
    }

    private void expect(Map<Integer, OffsetSet> answered, ConsumerRecord<byte[], byte[]> record) {
        OffsetSet offsets = answered.getOrDefault(record.partition(), new OffsetSet());
        report.input();
        if (!offsets.contains(record.offset())) {
            report.missing(new Place(record).toString());
            if (record.offset() < offsets.first().orElse(Long.MAX_VALUE)) {
                report.beforeTheFirst();
            }
        }
    }

    private Map<Integer, Long> committedOffsets() {
        Map<Integer, Long> ends = new HashMap<>();
        List<TopicPartition> partitions = kafka.partitions(topics.input());
        try (Consumer<byte[], byte[]> consumer = kafka.groupConsumer(topics.group())) {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    consumer.committed(new HashSet<>(partitions));
            committed.forEach(
                    (partition, offset) -> {
                        if (offset != null) {
                            ends.put(partition.partition(), offset.offset());
                        }
                    });
        }
        return ends;
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
     * Where an outcome came from; empty if from another topic.
     *
     * @throws IllegalArgumentException if it is no record of a job
     */
    private Optional<Place> place(ConsumerRecord<byte[], byte[]> record) {
        Place place =
                switch (outcome(record)) {
                    case ENRICHED -> placeOfEnriched(record);
                    case DEAD_LETTER -> placeOfLetter(record);
                };
        return Optional.of(place).filter(found -> found.topic().equals(topics.input()));
    }

    private Place placeOfEnriched(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            throw new IllegalArgumentException("A tombstone is no enriched record.");
        }
        Origin origin = codec.decode(record.value()).document().origin();
        return new Place(origin.topic(), origin.partition(), origin.offset());
    }

    private static Place placeOfLetter(ConsumerRecord<byte[], byte[]> record) {
        return new Place(
                text(record, DeadLetterHeader.TOPIC),
                Integer.parseInt(text(record, DeadLetterHeader.PARTITION)),
                Long.parseLong(text(record, DeadLetterHeader.OFFSET)));
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("A dead letter has a header " + name + ".");
        }
        return new String(header.value(), StandardCharsets.UTF_8);
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
