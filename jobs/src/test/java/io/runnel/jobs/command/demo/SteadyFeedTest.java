package io.runnel.jobs.command.demo;

import static io.runnel.schemas.document.DocumentType.INVOICE;
import static io.runnel.schemas.document.DocumentType.TICKET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Interruption;
import io.runnel.schemas.document.DocumentType;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class SteadyFeedTest {
    private static final int FAST = 1_000_000;

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Interruption interruption = Interruption.manual();

    @Test
    void sendsEachRecordToTheTopicOfItsType() throws Exception {
        long sent =
                new SteadyFeed(kafka, FAST, interruption)
                        .send(List.of(record(TICKET), record(INVOICE), record(TICKET)));
        assertThat(sent).isEqualTo(3);
        assertThat(kafka.history().stream().map(ProducerRecord::topic))
                .containsExactly("tickets", "invoices", "tickets");
    }

    @Test
    void isNotFasterThanItIsTold() throws Exception {
        long started = System.nanoTime();
        new SteadyFeed(kafka, 20, interruption).send(List.of(record(TICKET), record(TICKET)));
        // The second record is due after a twentieth of a second; a slow machine only adds to it.
        assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(49_000_000);
    }

    @Test
    void endsWhenItIsInterruptedHoweverMuchIsLeft() throws Exception {
        Iterable<FeedRecord> endless =
                () ->
                        Stream.generate(() -> record(TICKET))
                                .peek(
                                        unused -> {
                                            if (kafka.history().size() == 5) {
                                                interruption.interrupt();
                                            }
                                        })
                                .iterator();
        assertThat(new SteadyFeed(kafka, FAST, interruption).send(endless)).isEqualTo(5);
    }

    @Test
    void endsWithTheSentenceOfKafka() {
        kafka.sendException = new RecordTooLargeException("2 MB are too many.");
        assertThatThrownBy(
                        () ->
                                new SteadyFeed(kafka, FAST, interruption)
                                        .send(List.of(record(TICKET))))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("2 MB are too many.");
    }

    private static FeedRecord record(DocumentType type) {
        return new FeedRecord(type, null, "{}".getBytes(UTF_8));
    }
}
