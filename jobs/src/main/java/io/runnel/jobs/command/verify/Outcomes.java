package io.runnel.jobs.command.verify;

import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.command.topics.TopicReader;
import io.runnel.jobs.command.verify.Account.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;

/** Reads output topics with {@code read_committed} from their beginning. For one thread. */
final class Outcomes implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final KafkaConnection kafka;
    private final TopicReader reader;
    private final Set<String> enriched;

    /** Who wants to know of every outcome. */
    @FunctionalInterface
    interface Listener {
        void outcome(ConsumerRecord<byte[], byte[]> record, Outcome outcome);
    }

    /** A reader of these topics. */
    Outcomes(String bootstrapServers, List<String> enriched, List<String> deadLetters) {
        this.enriched = Set.copyOf(enriched);
        this.kafka = KafkaConnection.open(KafkaAddress.of(bootstrapServers));
        List<String> topics = new ArrayList<>(enriched);
        topics.addAll(deadLetters);
        this.reader = TopicReader.fromBeginning(kafka, topics);
    }

    /** Tells of what has come since the last call; waits a moment for it. */
    void poll(Listener listener) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
            listener.outcome(
                    record,
                    enriched.contains(record.topic()) ? Outcome.ENRICHED : Outcome.DEAD_LETTER);
        }
    }

    /** Tells of everything that is committed now. */
    void drain(Listener listener) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        do {
            poll(listener);
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "The output topics have not come to an end within " + PATIENCE + ".");
            }
        } while (!reachedEnd());
    }

    private boolean reachedEnd() {
        try {
            return reader.reachedEnd();
        } catch (KafkaException e) {
            if (e instanceof RetriableException) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        reader.close();
        kafka.close();
    }
}
