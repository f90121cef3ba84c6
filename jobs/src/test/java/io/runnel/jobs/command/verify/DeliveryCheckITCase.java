package io.runnel.jobs.command.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.kafka.DeadLetterHeader;
import io.runnel.jobs.local.EmbeddedBroker;
import io.runnel.jobs.options.RangeEnd;
import io.runnel.jobs.options.Reading;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The topics themselves, as somebody finds them after an outage. */
class DeliveryCheckITCase {
    private static final String INPUT = "calls";
    private static final String ENRICHED = "calls-enriched";
    private static final String DEAD_LETTERS = "calls-dlt";
    private static final int INPUTS = 6;

    @TempDir private static Path folder;
    private static EmbeddedBroker broker;

    @BeforeAll
    static void startKafka() throws Exception {
        broker = EmbeddedBroker.start(folder);
        broker.createTopics(1, INPUT, ENRICHED, DEAD_LETTERS);
        try (KafkaConnection kafka = connection();
                Producer<byte[], byte[]> producer = kafka.producer();
                Consumer<byte[], byte[]> group = kafka.groupConsumer("calls")) {
            for (int i = 0; i < INPUTS; i++) {
                producer.send(new ProducerRecord<>(INPUT, ("call " + i).getBytes(UTF_8))).get();
            }
            producer.send(letterOf(1)).get();
            producer.send(letterOf(2)).get();
            producer.send(letterOf(2)).get();
            producer.send(letterOf(4)).get();
            producer.send(new ProducerRecord<>(DEAD_LETTERS, bytes("of somebody else"))).get();
            producer.send(new ProducerRecord<>(ENRICHED, bytes("no record"))).get();
            producer.send(new ProducerRecord<>(ENRICHED, bytes("key"), null)).get();
            group.commitSync(
                    Map.of(new TopicPartition(INPUT, 0), new OffsetAndMetadata(INPUTS - 1)));
        }
    }

    @AfterAll
    static void stopKafka() {
        broker.close();
    }

    @Test
    void namesWhatHasNoOutcomeTwoOrCameFromNoJob() throws Exception {
        DeliveryReport report = check("calls");

        assertThat(report.kept()).isFalse();
        assertThat(report.missingPlaces()).containsExactly("calls-0@0", "calls-0@3");
        assertThat(report.duplicatePlaces()).containsExactly("calls-0@2");
        JsonNode json = new ObjectMapper().readTree(report.json());
        assertThat(json.path("inputs").asInt()).isEqualTo(INPUTS - 1);
        assertThat(json.path("waiting").asInt()).isEqualTo(1);
        assertThat(json.path("dead_letters").asInt()).isEqualTo(4);
        assertThat(json.path("missing_before_first_outcome").asInt()).isEqualTo(1);
        assertThat(json.path("trimmed_outputs").asInt()).isZero();
        assertThat(json.path("foreign_places"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder(
                        "calls-dlt-0@4", "calls-enriched-0@0", "calls-enriched-0@1");
    }

    @Test
    void callsASecondOutcomeInAnotherGenerationNoDuplicate() throws Exception {
        broker.createTopics(1, "mails", "mails-enriched", "mails-dlt");
        try (KafkaConnection kafka = connection();
                Producer<byte[], byte[]> producer = kafka.producer();
                Consumer<byte[], byte[]> group = kafka.groupConsumer("mails")) {
            for (int i = 0; i < 3; i++) {
                producer.send(new ProducerRecord<>("mails", bytes("mail " + i))).get();
                producer.send(letter("mails", i, 0)).get();
            }
            producer.send(letter("mails", 0, 1)).get();
            producer.send(letter("mails", 1, 2)).get();
            producer.send(letter("mails", 1, 2)).get();
            group.commitSync(Map.of(new TopicPartition("mails", 0), new OffsetAndMetadata(3)));
        }
        DeliveryCheck.Topics topics =
                new DeliveryCheck.Topics("mails", "mails-enriched", "mails-dlt", "mails");

        DeliveryReport whole = check(topics, DeliveryCheck.Scope.EVERYTHING);
        DeliveryReport first = check(topics, of(1, "earliest", "0:1"));
        DeliveryReport firstOfAll = check(topics, of(1, "earliest", "latest"));

        assertThat(whole.missingPlaces()).isEmpty();
        assertThat(whole.duplicatePlaces()).containsExactly("mails-0@1 in generation 2");
        JsonNode json = new ObjectMapper().readTree(whole.json());
        assertThat(json.path("generations").path("0").asInt()).isEqualTo(3);
        assertThat(json.path("generations").path("2").asInt()).isEqualTo(2);
        assertThat(json.path("committed_offsets").asText()).isEqualTo("0:3");
        assertThat(first.missingPlaces()).isEmpty();
        assertThat(firstOfAll.missingPlaces()).containsExactly("mails-0@1", "mails-0@2");
        assertThatThrownBy(() -> check(topics, of(1, "earliest", "0:4")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("up to its end, 3, found 4");
    }

    @Test
    void expectsWhatStandsBeforeAnOutcomeThoughTheGroupDoesNotSayIt() throws Exception {
        broker.createTopics(2, "chats");
        broker.createTopics(1, "chats-enriched", "chats-dlt");
        try (KafkaConnection kafka = connection();
                Producer<byte[], byte[]> producer = kafka.producer();
                Consumer<byte[], byte[]> group = kafka.groupConsumer("chats")) {
            for (int i = 0; i < 4; i++) {
                producer.send(new ProducerRecord<>("chats", 0, null, bytes("chat " + i))).get();
            }
            producer.send(new ProducerRecord<>("chats", 1, null, bytes("another"))).get();
            producer.send(letter("chats", 0, 0)).get();
            producer.send(letter("chats", 2, 0)).get();
            group.commitSync(Map.of(new TopicPartition("chats", 1), new OffsetAndMetadata(0)));
        }

        DeliveryReport report =
                check(
                        new DeliveryCheck.Topics("chats", "chats-enriched", "chats-dlt", "chats"),
                        DeliveryCheck.Scope.EVERYTHING);

        assertThat(report.missingPlaces()).containsExactly("chats-0@1");
        JsonNode json = new ObjectMapper().readTree(report.json());
        assertThat(json.path("inputs").asInt()).isEqualTo(3);
        assertThat(json.path("waiting").asInt()).isEqualTo(2);
        assertThat(json.path("committed_offsets").asText()).isEqualTo("1:0");
        assertThat(json.path("answered_offsets").asText()).isEqualTo("0:3");
    }

    private static DeliveryCheck.Scope of(int generation, String from, String until) {
        return new DeliveryCheck.Scope(
                OptionalInt.of(generation),
                new Reading.Backfill(
                        RangeEnd.parse(from).orElseThrow(),
                        RangeEnd.parse(until).orElseThrow(),
                        "verify"));
    }

    @Test
    void refusesAGroupThatHasCommittedNothing() {
        assertThatThrownBy(() -> check("nobody"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("Group nobody has committed no offset of topic calls");
    }

    private static DeliveryReport check(String group) throws InterruptedException {
        return check(
                new DeliveryCheck.Topics(INPUT, ENRICHED, DEAD_LETTERS, group),
                DeliveryCheck.Scope.EVERYTHING);
    }

    private static DeliveryReport check(DeliveryCheck.Topics topics, DeliveryCheck.Scope scope)
            throws InterruptedException {
        try (KafkaConnection kafka = connection()) {
            return new DeliveryCheck(
                            kafka, topics, new JsonEnrichedCodec(), scope, Duration.ofSeconds(1))
                    .run();
        }
    }

    private static ProducerRecord<byte[], byte[]> letterOf(int offset) {
        return letter(INPUT, offset, 0);
    }

    private static ProducerRecord<byte[], byte[]> letter(String topic, int offset, int generation) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topic + "-dlt", bytes("number " + offset));
        letter.headers()
                .add(DeadLetterHeader.TOPIC, bytes(topic))
                .add(DeadLetterHeader.PARTITION, bytes("0"))
                .add(DeadLetterHeader.OFFSET, bytes(Integer.toString(offset)));
        if (generation > 0) {
            letter.headers().add(DeadLetterHeader.GENERATION, bytes(Integer.toString(generation)));
        }
        return letter;
    }

    private static KafkaConnection connection() {
        return KafkaConnection.open(KafkaAddress.of(broker.bootstrapServers()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
