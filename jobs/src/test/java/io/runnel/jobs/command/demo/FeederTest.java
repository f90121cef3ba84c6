package io.runnel.jobs.command.demo;

import static io.runnel.schemas.document.DocumentType.TICKET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.CommandFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class FeederTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Ledger ledger = new Ledger();
    private final FeedPlan plan =
            FeedPlan.all(
                    new DemoDocuments(
                            Map.of(TICKET, List.of(ticket("a"), ticket("b"))), List.of()));

    @Test
    void sendsThePlanAndEntersItInTheLedger() {
        MockProducer<byte[], byte[]> kafka = producer();
        assertThat(new Feeder(() -> kafka, ledger).feed(plan)).succeedsWithin(SOON);
        assertThat(kafka.history()).hasSize(2);
        assertThat(kafka.closed()).isTrue();
        assertThat(ledger.missing()).containsExactly("tickets-0@0", "tickets-0@1");
    }

    @Test
    void endsWithTheSentenceOfKafka() {
        MockProducer<byte[], byte[]> kafka = producer();
        kafka.sendException = new RecordTooLargeException("2 MB are too many.");
        assertThat(new Feeder(() -> kafka, ledger).feed(plan))
                .failsWithin(SOON)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOf(CommandFailure.class)
                .withMessageContaining("2 MB are too many.");
    }

    @Test
    void endsEvenWhenTheJvmFails() {
        Error broken = new NoClassDefFoundError("org/example/Codec");
        Feeder feeder =
                new Feeder(
                        () -> {
                            throw broken;
                        },
                        ledger);
        assertThat(feeder.feed(plan))
                .failsWithin(SOON)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOf(CommandFailure.class)
                .withMessage(
                        "The documents could not be sent: java.lang.NoClassDefFoundError:"
                                + " org/example/Codec")
                .withCause(broken);
    }

    private static MockProducer<byte[], byte[]> producer() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static FeedRecord ticket(String id) {
        return new FeedRecord(TICKET, null, ("{\"id\":\"" + id + "\"}").getBytes(UTF_8));
    }
}
