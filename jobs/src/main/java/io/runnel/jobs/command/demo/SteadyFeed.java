package io.runnel.jobs.command.demo;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Interruption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Sends records no faster than it is told, until they end or somebody interrupts. */
final class SteadyFeed {
    private final Producer<byte[], byte[]> producer;
    private final int perSecond;
    private final Interruption interruption;

    SteadyFeed(Producer<byte[], byte[]> producer, int perSecond, Interruption interruption) {
        this.producer = producer;
        this.perSecond = perSecond;
        this.interruption = interruption;
    }

    /**
     * Sends the records in their order and tells how many were sent; Kafka has acknowledged them.
     *
     * @throws CommandFailure if Kafka refuses one
     */
    long send(Iterable<FeedRecord> records) throws InterruptedException {
        AtomicReference<Exception> failure = new AtomicReference<>();
        long started = System.nanoTime();
        long sent = 0;
        for (FeedRecord record : records) {
            if (failure.get() != null || interruption.await(untilDue(started, sent))) {
                break;
            }
            try {
                var unused =
                        producer.send(
                                new ProducerRecord<>(
                                        record.type().topic(), record.key(), record.value()),
                                (place, refused) -> failure.compareAndSet(null, refused));
                sent++;
            } catch (KafkaException e) {
                failure.compareAndSet(null, e);
            }
        }
        producer.flush();
        if (failure.get() != null) {
            throw new CommandFailure(
                    "Kafka refused a document: " + failure.get().getMessage(), failure.get());
        }
        return sent;
    }

    /** Counted from the start, so that a pause does not slow the whole feed down. */
    private Duration untilDue(long started, long sent) {
        long due = TimeUnit.SECONDS.toNanos(sent) / perSecond;
        return Duration.ofNanos(Math.max(0, due - (System.nanoTime() - started)));
    }
}
