package io.runnel.jobs.command.verify;

import io.runnel.jobs.command.CommandFailure;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records 0, 1, 2, … in this order, never more than a window ahead of their outcomes: then
 * documents flow during the whole run, and a failure always meets some. Each is written once,
 * however long the brokers are away.
 */
final class Feed implements AutoCloseable {
    /** Longer than any failure of a run; a record that is not written by then fails it. */
    private static final int DELIVERY_TIMEOUT_MS = 20 * 60 * 1000;

    private static final byte UNKNOWN = -1;

    private final KafkaProducer<byte[], byte[]> producer;
    private final IntFunction<ProducerRecord<byte[], byte[]>> records;
    private final Semaphore window;
    private final byte[] partitions;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Thread thread = new Thread(this::send, "verify-feed");
    private volatile int next;
    private volatile boolean closed;

    /**
     * @param records the record of each number
     * @param count how many are sent
     * @param window most records that are sent and have no outcome
     */
    Feed(
            String bootstrapServers,
            IntFunction<ProducerRecord<byte[], byte[]>> records,
            int count,
            int window) {
        this.records = records;
        this.window = new Semaphore(window);
        this.partitions = new byte[count];
        Arrays.fill(partitions, UNKNOWN);
        this.producer =
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                                true,
                                ProducerConfig.LINGER_MS_CONFIG,
                                5,
                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                64 * 1024 * 1024,
                                ProducerConfig.BUFFER_MEMORY_CONFIG,
                                128L * 1024 * 1024,
                                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                                DELIVERY_TIMEOUT_MS,
                                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                                DELIVERY_TIMEOUT_MS),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** A record has its outcome, so another may be sent. */
    void answered() {
        window.release();
    }

    /** The number of the record that is sent next. */
    int next() {
        return next;
    }

    /** Where a record was written; empty while that is not known. */
    Optional<Integer> partition(int number) {
        byte partition = partitions[number];
        return partition == UNKNOWN ? Optional.empty() : Optional.of((int) partition);
    }

    /**
     * Nothing while all is well.
     *
     * @throws CommandFailure if Kafka did not take a record
     */
    void failIfFailed() {
        Exception refused = failure.get();
        if (refused != null) {
            throw new CommandFailure(
                    "Kafka did not take a document: " + refused.getMessage(), refused);
        }
    }

    private void send() {
        try {
            for (int number = 0; number < partitions.length && !closed; number++) {
                window.acquire();
                int sent = number;
                next = number + 1;
                var unused =
                        producer.send(
                                records.apply(number),
                                (place, refused) -> {
                                    if (refused == null) {
                                        partitions[sent] = (byte) place.partition();
                                    } else {
                                        failure.compareAndSet(null, refused);
                                    }
                                });
            }
            producer.flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (KafkaException e) {
            failure.compareAndSet(null, e);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        producer.close(Duration.ZERO);
    }
}
