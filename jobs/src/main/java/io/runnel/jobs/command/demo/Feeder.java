package io.runnel.jobs.command.demo;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.topics.KafkaConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends what a plan says and enters it in the ledger. */
final class Feeder {
    private final KafkaConnection kafka;
    private final Ledger ledger;

    Feeder(KafkaConnection kafka, Ledger ledger) {
        this.kafka = kafka;
        this.ledger = ledger;
    }

    /** Begins to send; the future completes when Kafka has acknowledged everything. */
    CompletableFuture<Void> feed(FeedPlan plan) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                send(plan);
                                done.complete(null);
                            } catch (RuntimeException e) {
                                done.completeExceptionally(e);
                            }
                        },
                        "demo-feeder");
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private void send(FeedPlan plan) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            for (FeedRecord record : plan) {
                ledger.sending(record.type(), System.nanoTime());
                var unused =
                        producer.send(
                                new ProducerRecord<>(
                                        record.type().topic(), record.key(), record.value()),
                                (place, refused) -> {
                                    if (refused == null) {
                                        ledger.sent(
                                                record.type(), place.partition(), place.offset());
                                    } else {
                                        failure.compareAndSet(null, refused);
                                    }
                                });
                if (failure.get() != null) {
                    break;
                }
            }
            producer.flush();
        }
        if (failure.get() != null) {
            throw new CommandFailure(
                    "Kafka refused a document: " + failure.get().getMessage(), failure.get());
        }
    }
}
