package io.runnel.benchmarks.pipeline;

import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.kafka.DeadLetterHeader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

    /** Where a document ended. */
    enum Fate {
        ENRICHED,
        DEAD_LETTER
    }

    /**
     * The first outcome of a document.
     *
     * @param job the name of the job that wrote it
     * @param nanos the {@link System#nanoTime()} at which it was seen
     */
    record Outcome(int number, String job, long nanos, Fate fate) {}

    /** Hears of the first outcome of each document. */
    @FunctionalInterface
    interface Listener {
        void hear(Outcome outcome);
    }

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final FeedKey feed;
    private final Map<String, PipelineJob> enriched = new HashMap<>();
    private final Map<String, PipelineJob> deadLetters = new HashMap<>();
    private final FeedLedger ledger = new FeedLedger();

    Outcomes(KafkaConnection kafka, List<PipelineJob> jobs, FeedKey feed, Isolation isolation) {
        this.feed = feed;
        for (PipelineJob job : jobs) {
            enriched.put(job.enriched(), job);
            deadLetters.put(job.deadLetters(), job);
        }
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
            PipelineJob rejecting = deadLetters.get(record.topic());
            if (rejecting == null) {
                if (ledger.enriched(number)) {
                    String job = enriched.get(record.topic()).name();
                    listener.hear(new Outcome(number, job, now, Fate.ENRICHED));
                }
            } else if (ledger.rejected(number, reason(record))) {
                listener.hear(new Outcome(number, rejecting.name(), now, Fate.DEAD_LETTER));
            }
        }
    }

    /** Documents whose outcome has been seen. */
    int count() {
        return ledger.count();
    }

    /** What became of them. */
    FeedLedger ledger() {
        return ledger;
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
