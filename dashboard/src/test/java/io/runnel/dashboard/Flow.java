package io.runnel.dashboard;

import static io.runnel.dashboard.Samples.generation;

import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Dead letters, and enriched documents that keep coming; some of them are enriched once more. */
final class Flow implements AutoCloseable {
    static final int LETTERS = 200;

    private static final int PORTION = 10;
    private static final int LEAST = 2_000;
    private static final int REPEATED = 7;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final KafkaConnection kafka;
    private final JsonEnrichedCodec codec = new JsonEnrichedCodec();
    private final CompletableFuture<Void> running;
    private volatile boolean stopping;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();
    private int documents;
    private int repeated;

    private Flow(KafkaConnection kafka) {
        this.kafka = kafka;
        this.running =
                CompletableFuture.runAsync(this::run, task -> new Thread(task, "flow").start());
    }

    static Flow start(KafkaConnection kafka) {
        return new Flow(kafka);
    }

    /** Sends the last ones; afterwards the counts are those of all. */
    void stop() {
        stopping = true;
        running.join();
    }

    int documents() {
        return documents;
    }

    /** How many of the documents were enriched twice. */
    int repeated() {
        return repeated;
    }

    long records() {
        return (long) documents + repeated;
    }

    /** A word that one document alone has. */
    static String word(int number) {
        return "only" + number;
    }

    private void run() {
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            for (int letter = 0; letter < LETTERS; letter++) {
                sent.add(producer.send(Letters.letter(letter)));
            }
            while (!stopping || documents < LEAST) {
                for (int i = 0; i < PORTION; i++) {
                    send(producer, documents, 0, "once");
                    if (documents >= LEAST && documents % REPEATED == 0) {
                        send(producer, documents - LEAST, 1, "again");
                        repeated++;
                    }
                    documents++;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            producer.flush();
            if (!sent.stream().allMatch(Future::isDone)) {
                throw new IllegalStateException("The broker did not take every record.");
            }
        }
    }

    private void send(Producer<byte[], byte[]> producer, int number, int generation, String how) {
        var said =
                Samples.ticket(
                        "t-" + number, "From Porto, " + how + ", with " + word(number) + ".");
        byte[] value = codec.encode(generation(generation, number, number, said).enriched());
        sent.add(producer.send(new ProducerRecord<>("tickets-enriched", value)));
    }

    @Override
    public void close() {
        stop();
    }
}
