package io.runnel.jobs.command.verify;

import io.runnel.jobs.command.verify.Account.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads output topics with {@code read_committed} from their beginning; goes to another broker when
 * one does not answer for five seconds. For one thread.
 */
final class Outcomes implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final int REQUEST_TIMEOUT_MS = 5_000;

    private final String bootstrapServers;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;
    private final Set<String> enriched;

    /** Who wants to know of every outcome. */
    @FunctionalInterface
    interface Listener {
        void outcome(ConsumerRecord<byte[], byte[]> record, Outcome outcome);
    }

    /** A reader of these topics. */
    Outcomes(String bootstrapServers, List<String> enriched, List<String> deadLetters) {
        this.bootstrapServers = bootstrapServers;
        this.enriched = Set.copyOf(enriched);
        this.consumer = consumer(IsolationLevel.READ_COMMITTED);
        List<String> topics = new ArrayList<>(enriched);
        topics.addAll(deadLetters);
        this.partitions =
                topics.stream()
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    private KafkaConsumer<byte[], byte[]> consumer(IsolationLevel isolation) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        isolation.toString(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                        5_000,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        REQUEST_TIMEOUT_MS),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Tells of what has come since the last call; waits a moment for it. */
    void poll(Listener listener) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            listener.outcome(
                    record,
                    enriched.contains(record.topic()) ? Outcome.ENRICHED : Outcome.DEAD_LETTER);
        }
    }

    /** Tells of everything that is committed now. */
    void drain(Listener listener) {
        drain(listener, () -> consumer.endOffsets(partitions));
    }

    /** Tells of everything that is written now, and waits for every transaction to end. */
    void drainAll(Listener listener) {
        try (KafkaConsumer<byte[], byte[]> all = consumer(IsolationLevel.READ_UNCOMMITTED)) {
            drain(listener, () -> all.endOffsets(partitions));
        }
    }

    private void drain(Listener listener, Supplier<Map<TopicPartition, Long>> ends) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        do {
            poll(listener);
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "The output topics have not come to an end within " + PATIENCE + ".");
            }
        } while (!reached(ends));
    }

    private boolean reached(Supplier<Map<TopicPartition, Long>> ends) {
        try {
            return ends.get().entrySet().stream()
                    .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        } catch (KafkaException e) {
            if (e instanceof RetriableException) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
