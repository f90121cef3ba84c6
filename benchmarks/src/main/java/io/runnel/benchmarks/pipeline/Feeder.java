package io.runnel.benchmarks.pipeline;

import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.benchmarks.measure.Arrivals;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.schemas.document.DocumentType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends documents to the jobs of their types on threads of its own. It is connected, and knows the
 * topics, as soon as it is made: the first document does not pay for that.
 */
final class Feeder implements AutoCloseable {
    private static final int LARGEST_REQUEST_BYTES = 32 * 1024 * 1024;

    private final KafkaConnection kafka;
    private final Map<DocumentType, PipelineJob> jobs = new EnumMap<>(DocumentType.class);
    private final FeedKey feed;
    private final List<PreparedDocument> documents;
    private final Map<Integer, Long> due = new ConcurrentHashMap<>();
    private final KafkaProducer<byte[], byte[]> producer;

    /**
     * @param jobs one for each type among the documents
     */
    Feeder(
            KafkaConnection kafka,
            List<PipelineJob> jobs,
            FeedKey feed,
            List<PreparedDocument> documents) {
        this.kafka = kafka;
        this.feed = feed;
        this.documents = documents;
        jobs.forEach(job -> this.jobs.put(job.type(), job));
        this.producer = producer();
        jobs.forEach(job -> producer.partitionsFor(job.source()));
    }

    /** The {@link System#nanoTime()} at which a document was to be sent. */
    long due(int number) {
        return due.get(number);
    }

    /**
     * Sends each at its time; done when Kafka has acknowledged everything.
     *
     * @param from the number of the first; documents begin again where there are fewer
     */
    CompletableFuture<Void> play(Arrivals arrivals, int from) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                send(arrivals, from);
                                done.complete(null);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                                done.completeExceptionally(e);
                            } catch (RuntimeException e) {
                                done.completeExceptionally(e);
                            }
                        },
                        "bench-feeder");
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    /**
     * Throws what went wrong, if sending is over and failed.
     *
     * @throws IllegalStateException with the cause
     */
    static void requireNoFailure(CompletableFuture<Void> sending) {
        if (sending.isDone()) {
            try {
                sending.join();
            } catch (CompletionException e) {
                throw new IllegalStateException(
                        "Documents cannot be sent: " + e.getCause().getMessage(), e);
            }
        }
    }

    private void send(Arrivals arrivals, int from) throws InterruptedException {
        AtomicReference<Exception> refused = new AtomicReference<>();
        arrivals.play(
                (place, dueNanos) -> {
                    int number = from + place;
                    due.put(number, dueNanos);
                    PreparedDocument document = documents.get(number % documents.size());
                    PipelineJob job = jobs.get(document.document().type());
                    var unused =
                            producer.send(
                                    new ProducerRecord<>(
                                            job.source(),
                                            feed.of(number),
                                            job.value(document.document())),
                                    (where, failure) -> {
                                        if (failure != null) {
                                            refused.compareAndSet(null, failure);
                                        }
                                    });
                });
        producer.flush();
        if (refused.get() != null) {
            throw new IllegalStateException(
                    "Kafka refused a document: " + refused.get().getMessage(), refused.get());
        }
    }

    /** Gives up what is not sent yet: by then everything is, or the run has failed. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> config = new HashMap<>();
        config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "bench-feeder-" + feed.feed());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(LARGEST_REQUEST_BYTES));
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
