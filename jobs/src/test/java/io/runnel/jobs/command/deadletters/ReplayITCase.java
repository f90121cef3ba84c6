package io.runnel.jobs.command.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.jobs.command.TestTerminal;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.command.topics.TopicReader;
import io.runnel.jobs.kafka.DeadLetterHeader;
import io.runnel.jobs.local.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayITCase {
    private static final AtomicInteger TESTS = new AtomicInteger();

    @TempDir private static Path kafkaFolder;
    private static EmbeddedBroker broker;
    private static KafkaConnection kafka;

    /** Each test has topics of its own. */
    private final String topic = "tickets-" + TESTS.incrementAndGet();

    private final String letters = topic + "-dlt";
    @TempDir private Path folder;

    @BeforeAll
    static void startKafka() {
        broker = EmbeddedBroker.start(kafkaFolder);
        kafka = KafkaConnection.open(KafkaAddress.of(broker.bootstrapServers()));
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
        broker.close();
    }

    @BeforeEach
    void writeThreeLetters() {
        broker.createTopics(1, topic, letters);
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            for (String reason : List.of("MISSING_ID", "TIMED_OUT", "MISSING_ID")) {
                var unused = producer.send(letter(reason));
            }
        }
    }

    @Test
    void sendsWhatMaySucceedLaterAndNothingTwice() {
        assertThat(replay("--retryable")).contains("Sent: 1 to " + topic);
        assertThat(replay("--retryable")).contains("Sent: nothing. 1 had been replayed");
        assertThat(replay()).contains("Sent: 2 to " + topic + ". 1 had been replayed");
        assertThat(replay()).contains("Sent: nothing. 3 had been replayed");

        List<ConsumerRecord<byte[], byte[]>> sent = read();
        assertThat(sent)
                .extracting(record -> new String(record.value(), UTF_8))
                .containsExactly("TIMED_OUT £", "MISSING_ID £", "MISSING_ID £");
        assertThat(sent.get(0).key()).isEqualTo("key".getBytes(UTF_8));
        assertThat(sent.get(0).headers().toArray())
                .extracting(header -> header.key())
                .containsExactly("trace");
    }

    @Test
    void takesOverFromAReplayThatDiedWithinItsTransaction() {
        String group = "runnel-replay-" + letters;
        TopicPartition partition = new TopicPartition(letters, 0);
        try (Producer<byte[], byte[]> dead = kafka.transactionalProducer(group);
                Consumer<byte[], byte[]> member = kafka.groupConsumer(group)) {
            dead.initTransactions();
            dead.beginTransaction();
            var unused = dead.send(new ProducerRecord<>(topic, "half".getBytes(UTF_8)));
            dead.sendOffsetsToTransaction(
                    Map.of(partition, new OffsetAndMetadata(3)), member.groupMetadata());
            dead.flush();

            assertThat(replay()).contains("Sent: 3 to " + topic + ". 0 had been replayed");
            assertThatThrownBy(dead::commitTransaction).isInstanceOf(KafkaException.class);
        }
        assertThat(read()).hasSize(3);
    }

    @Test
    void sendsRepairedLettersOnly() throws IOException {
        Path repaired = folder.resolve("letters.jsonl");
        Files.writeString(repaired, "{\"at\":\"0@2\",\"text\":\"{\\\"id\\\":\\\"😀\\\"}\"}\n");
        assertThat(replay("--input", repaired.toString())).contains("Sent: 1 to " + topic);
        assertThat(read())
                .extracting(record -> new String(record.value(), UTF_8))
                .containsExactly("{\"id\":\"😀\"}");
    }

    @Test
    void refusesALetterThatHoldsOnlyAPart() throws IOException {
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            ProducerRecord<byte[], byte[]> cut = letter("NO_TEXT");
            cut.headers().add(DeadLetterHeader.VALUE_SIZE, "9000000".getBytes(UTF_8));
            var unused = producer.send(cut);
        }
        assertThat(replay("--reason", "NO_TEXT"))
                .contains("0@3 (" + topic + "-0@12) holds only a part of the original")
                .contains("Sent: nothing");

        Path whole = Files.writeString(folder.resolve("whole.json"), "whole");
        assertThat(replay("--at", "0@3", "--value-file", whole.toString()))
                .contains("Sent: 1 to " + topic);
    }

    @Test
    void marksWhatWasReplayedInTheList() {
        replay("--at", "0@0");
        TestTerminal terminal = new TestTerminal();
        terminal.run(
                "dead-letters",
                "list",
                "--topic",
                letters,
                "--bootstrap-servers",
                broker.bootstrapServers());
        assertThat(terminal.out())
                .containsOnlyOnce("replayed  MISSING_ID  " + topic + "-0@12  key  [0@0]")
                .contains("\nTIMED_OUT  " + topic + "-0@12  key  (may succeed later)  [0@1]");
        assertThat(terminal.err()).contains("3 dead letters: 2 MISSING_ID, 1 TIMED_OUT.");
    }

    private String replay(String... options) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "dead-letters",
                                "replay",
                                "--topic",
                                letters,
                                "--bootstrap-servers",
                                broker.bootstrapServers()));
        arguments.addAll(List.of(options));
        TestTerminal terminal = new TestTerminal();
        terminal.run(arguments.toArray(String[]::new));
        return terminal.err();
    }

    private List<ConsumerRecord<byte[], byte[]>> read() {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (TopicReader reader = TopicReader.fromBeginning(kafka, topic)) {
            while (!reader.reachedFirstEnd()) {
                reader.poll().forEach(records::add);
            }
        }
        return records;
    }

    private ProducerRecord<byte[], byte[]> letter(String reason) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(
                        letters, "key".getBytes(UTF_8), (reason + " £").getBytes(UTF_8));
        letter.headers().add("trace", "1".getBytes(UTF_8));
        header(letter, DeadLetterHeader.REASON, reason);
        header(letter, DeadLetterHeader.TOPIC, topic);
        header(letter, DeadLetterHeader.PARTITION, "0");
        header(letter, DeadLetterHeader.OFFSET, "12");
        header(letter, DeadLetterHeader.RETRYABLE, Boolean.toString(reason.equals("TIMED_OUT")));
        return letter;
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String name, String text) {
        letter.headers().add(name, text.getBytes(UTF_8));
    }
}
