package io.runnel.benchmarks.pipeline;

import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.kafka.DeadLetterHeader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads what jobs write from now on, and tells when the outcome of each document of one feed can be
 * seen. For one thread.
 */
final class Outcomes implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    /** Who sees it. */
    enum Isolation {
        /** Everybody, as soon as it is written. */
        READ_UNCOMMITTED,
        /** Who waits for the transaction. */
        READ_COMMITTED
    }

    /** Hears of the first outcome of each document. */
    @FunctionalInterface
    interface Listener {
        void outcome(int number, long nanos);
    }

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final FeedKey feed;
    private final List<PipelineJob> jobs;
    private final Map<String, Integer> rejects = new HashMap<>();
    private final BitSet seen = new BitSet();
    private int repeated;

    Outcomes(KafkaConnection kafka, List<PipelineJob> jobs, FeedKey feed, Isolation isolation) {
        this.feed = feed;
        this.jobs = List.copyOf(jobs);
        this.consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                kafka.bootstrapServers(),
                                ConsumerConfig.CLIENT_ID_CONFIG,
                                "bench-outcomes-" + feed.feed(),
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                isolation.name().toLowerCase(Locale.ROOT),
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                "false"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                jobs.stream()
                        .flatMap(job -> List.of(job.enriched(), job.deadLetters()).stream())
                        .flatMap(topic -> kafka.partitions(topic).stream())
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy: the position must be known before anything is fed.
        partitions.forEach(consumer::position);
    }

    /** Waits a moment for more; tells of each document that is new. */
    void poll(Listener listener) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            long now = System.nanoTime();
            int number = feed.number(record.key());
            if (number < 0) {
                continue;
            }
            if (seen.get(number)) {
                repeated++;
                continue;
            }
            seen.set(number);
            if (jobs.stream().anyMatch(job -> job.deadLetters().equals(record.topic()))) {
                rejects.merge(reason(record), 1, Integer::sum);
            }
            listener.outcome(number, now);
        }
    }

    /** Documents whose outcome has been seen. */
    int count() {
        return seen.cardinality();
    }

    /** Outcomes beyond the first of their document. */
    int repeated() {
        return repeated;
    }

    /** Documents that ended in the dead letters, by reason. */
    Map<String, Integer> rejects() {
        return Map.copyOf(rejects);
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static String reason(ConsumerRecord<byte[], byte[]> record) {
        var header = record.headers().lastHeader(DeadLetterHeader.REASON);
        return header == null ? "?" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
