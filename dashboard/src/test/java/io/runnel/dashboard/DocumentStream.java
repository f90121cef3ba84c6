package io.runnel.dashboard;

import io.runnel.dashboard.store.IncomingDocument;
import io.runnel.jobs.command.topics.KafkaConnection;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * So many enriched documents a second, evenly, as long as it is open; every hundredth comes with a
 * dead letter, every fiftieth is one of before, enriched once more.
 */
final class DocumentStream implements AutoCloseable {
    private static final int TICKS_PER_SECOND = 20;
    private static final int WITH_A_LETTER = 100;
    private static final int ONCE_MORE = 50;

    private final KafkaConnection kafka;
    private final int perSecond;
    private final int first;
    private final GeneratedDocuments documents = new GeneratedDocuments();
    private final AtomicReference<Exception> refused = new AtomicReference<>();
    private final CompletableFuture<Void> running;
    private volatile boolean stopping;
    private volatile int sent;

    private DocumentStream(KafkaConnection kafka, int perSecond, int first) {
        this.kafka = kafka;
        this.perSecond = perSecond;
        this.first = first;
        this.running =
                CompletableFuture.runAsync(this::run, task -> new Thread(task, "stream").start());
    }

    /**
     * Begins to write.
     *
     * @param first the number of the first document; the store has those before it
     */
    static DocumentStream start(KafkaConnection kafka, int perSecond, int first) {
        return new DocumentStream(kafka, perSecond, first);
    }

    private void run() {
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            long started = System.nanoTime();
            while (!stopping) {
                double due = (System.nanoTime() - started) / 1e9 * perSecond;
                for (int number = sent; number < due; number++) {
                    sent = number + 1;
                    send(producer, first + number);
                }
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / TICKS_PER_SECOND);
            }
            producer.flush();
        }
        if (refused.get() != null) {
            throw new IllegalStateException("The broker did not take every record.", refused.get());
        }
    }

    private void send(Producer<byte[], byte[]> producer, int number) {
        boolean again = number % ONCE_MORE == 0 && number >= first + perSecond;
        IncomingDocument document = documents.next(again ? number - perSecond : number);
        send(
                producer,
                new ProducerRecord<>(
                        document.place().topic(),
                        document.json().getBytes(StandardCharsets.UTF_8)));
        if (number % WITH_A_LETTER == 0) {
            send(producer, Letters.letter(number));
        }
    }

    private void send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        var unused =
                producer.send(
                        record,
                        (place, failure) -> {
                            if (failure != null) {
                                refused.compareAndSet(null, failure);
                            }
                        });
    }

    /** How many documents have been handed to Kafka. */
    int sent() {
        return sent;
    }

    @Override
    public void close() {
        stopping = true;
        running.join();
    }
}
