package io.runnel.jobs.command.demo;

import io.runnel.jobs.command.CommandFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends what a plan says and enters it in the ledger. */
final class Feeder {
    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Ledger ledger;

    Feeder(Supplier<Producer<byte[], byte[]>> producers, Ledger ledger) {
        this.producers = producers;
        this.ledger = ledger;
    }

    /**
     * Begins to send; the future completes when Kafka has acknowledged everything, and fails with a
     * {@link CommandFailure} whatever stops the sending, an {@link Error} of the JVM included.
     */
    CompletableFuture<Void> feed(FeedPlan plan) {
        return CompletableFuture.runAsync(() -> send(plan), Feeder::startThread)
                .exceptionallyCompose(
                        failure -> CompletableFuture.failedFuture(explained(failure)));
    }

    private static void startThread(Runnable sending) {
        Thread thread = new Thread(sending, "demo-feeder");
        thread.setDaemon(true);
        thread.start();
    }

    private static CommandFailure explained(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof CommandFailure known
                ? known
                : new CommandFailure("The documents could not be sent: " + cause, cause);
    }

    private void send(FeedPlan plan) {
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (Producer<byte[], byte[]> producer = producers.get()) {
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
