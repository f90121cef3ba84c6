package io.runnel.dashboard;

import static io.runnel.dashboard.Samples.generation;
import static io.runnel.dashboard.Samples.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.dashboard.http.Token;
import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.command.topics.TopicReader;
import io.runnel.jobs.kafka.DeadLetterHeader;
import io.runnel.jobs.local.EmbeddedBroker;
import io.runnel.schemas.codec.AvroEnrichedCodec;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.Enriched;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole dashboard beside a real broker: what is in Kafka is seen, and what is done arrives. */
class DashboardITCase {
    private static final Token TOKEN = Token.generate();

    @TempDir Path folder;

    @Test
    void showsWhatIsInTheTopicsAndSendsWhatPeopleDo() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
            broker.createTopics(1, DefaultTopics.all());
            try (KafkaConnection kafka =
                    KafkaConnection.open(KafkaAddress.of(broker.bootstrapServers()))) {
                fill(kafka);
                try (Dashboard dashboard = start(kafka)) {
                    ApiClient client = new ApiClient(dashboard.addressWithToken());
                    client.await("/api/status", at -> at.at("/store/rejects").asInt() == 1);
                    assertThat(client.get("/api/status").at("/store/documents").asInt())
                            .isEqualTo(2);
                    assertThat(client.get("/api/status").at("/undecoded/0/problem").asText())
                            .contains("Not an enriched record");
                    correct(client);
                    replay(client, kafka);
                }
                try (Dashboard again = start(kafka)) {
                    ApiClient client = new ApiClient(again.addressWithToken());
                    send(kafka, "tickets-enriched", json("c", 5));
                    client.await("/api/status", at -> at.at("/store/documents").asInt() == 3);
                    assertThat(client.get("/api/status").at("/store/rejects").asInt()).isEqualTo(1);
                    assertThat(client.get("/api/status").get("undecoded")).hasSize(1);
                }
            }
        }
    }

    /** A record in JSON, one in Avro, one that is neither, one of an aborted transaction. */
    private static void fill(KafkaConnection kafka) throws Exception {
        send(kafka, "tickets-enriched", json("a", 0));
        send(kafka, "tickets-enriched", new AvroEnrichedCodec().encode(enriched("b", 1)));
        send(kafka, "tickets-enriched", "{\"no\":1}".getBytes(StandardCharsets.UTF_8));
        try (Producer<byte[], byte[]> producer = kafka.transactionalProducer("aborted")) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("tickets-enriched", json("never", 2))).get();
            producer.abortTransaction();
        }
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>("tickets-dlt", "{broken".getBytes(StandardCharsets.UTF_8));
        header(letter, DeadLetterHeader.TOPIC, "tickets");
        header(letter, DeadLetterHeader.PARTITION, "0");
        header(letter, DeadLetterHeader.OFFSET, "3");
        header(letter, DeadLetterHeader.REASON, "MALFORMED_BYTES");
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            producer.send(letter).get();
        }
    }

    private static void correct(ApiClient client) throws Exception {
        JsonNode sent =
                client.post(
                        "/api/corrections",
                        """
                        {"document_type":"ticket","document_id":"a","task":"classification",
                         "given":{"label":"forged"},"right":{"label":"cards"}}""");
        assertThat(sent.get("topic").asText()).isEqualTo("corrections");
        JsonNode read = client.await("/api/corrections", at -> at.get("corrections").size() == 1);
        assertThat(read.at("/corrections/0/given/label").asText()).isEqualTo("billing");
        assertThat(read.at("/corrections/0/right/label").asText()).isEqualTo("cards");
        JsonNode head = client.get("/api/agreement").at("/heads/0");
        assertThat(head.get("head").asText()).isEqualTo("ticket-queue");
        assertThat(head.get("judged").asInt()).isEqualTo(1);
        assertThat(head.get("agreed").asInt()).isZero();
        assertThat(
                        client.get("/api/documents?document_id=a")
                                .at("/documents/0/corrected")
                                .asBoolean())
                .isTrue();
    }

    private static void replay(ApiClient client, KafkaConnection kafka) throws Exception {
        String fixed =
                Base64.getEncoder()
                        .encodeToString("{\"id\":\"fixed\"}".getBytes(StandardCharsets.UTF_8));
        String order =
                "{\"confirm\":true,\"topic\":\"tickets-dlt\",\"partition\":0,\"offset\":0,"
                        + "\"value_base64\":\""
                        + fixed
                        + "\"}";
        assertThat(client.get("/api/rejects").at("/rejects/0/replayed").asBoolean()).isFalse();
        assertThat(client.post("/api/rejects/replay", order).get("replayed").asInt()).isEqualTo(1);
        JsonNode twice = client.post("/api/rejects/replay", order);
        assertThat(twice.get("replayed").asInt()).isZero();
        assertThat(twice.get("skipped").asInt()).isEqualTo(1);
        try (TopicReader reader = TopicReader.fromBeginning(kafka, "tickets")) {
            int letters = 0;
            while (!reader.reachedEnd()) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll()) {
                    letters++;
                    assertThat(record.value()).asString().isEqualTo("{\"id\":\"fixed\"}");
                }
            }
            assertThat(letters).isEqualTo(1);
        }
        replayWhatIsNotThere(client);
        client.await("/api/rejects", at -> at.at("/rejects/0/replayed").asBoolean());
        assertThat(client.get("/api/audit").get("lines").findValuesAsText("result"))
                .contains("begun", "replayed 1, skipped 0", "replayed 0, skipped 1");
    }

    private static void replayWhatIsNotThere(ApiClient client) throws Exception {
        for (String repair : List.of("", ",\"value_base64\":\"e30=\"")) {
            HttpResponse<String> none =
                    client.send(
                            "/api/rejects/replay",
                            "{\"confirm\":true,\"topic\":\"tickets-dlt\",\"partition\":0,\"offset\":77"
                                    + repair
                                    + "}");
            assertThat(none.statusCode()).isEqualTo(404);
            assertThat(none.body()).contains("There is no dead letter at tickets-dlt-0@77.");
        }
        assertThat(client.get("/api/audit").get("lines").findValuesAsText("result"))
                .contains("failed: There is no dead letter at tickets-dlt-0@77.");
    }

    private Dashboard start(KafkaConnection kafka) {
        return TestDashboard.over(folder.resolve("store")).token(TOKEN).start(kafka);
    }

    private static Enriched enriched(String id, long offset) {
        return generation(0, offset, offset, ticket(id, "Text of " + id)).enriched();
    }

    private static byte[] json(String id, long offset) {
        return new JsonEnrichedCodec().encode(enriched(id, offset));
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(KafkaConnection kafka, String topic, byte[] value) throws Exception {
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }
}
