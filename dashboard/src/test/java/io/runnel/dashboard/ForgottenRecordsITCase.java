package io.runnel.dashboard;

import static io.runnel.dashboard.Samples.generation;
import static io.runnel.dashboard.Samples.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.local.EmbeddedBroker;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Kafka still has is read, also where it has no more what would have come next. */
class ForgottenRecordsITCase {
    private static final String TOPIC = "tickets-enriched";

    @TempDir Path folder;

    @Test
    void readsATopicFromItsBeginningThatIsMadeAnewWhileItIsFollowed() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
                Admin admin =
                        Admin.create(
                                Map.<String, Object>of(
                                        "bootstrap.servers", broker.bootstrapServers()));
                KafkaConnection kafka =
                        KafkaConnection.open(KafkaAddress.of(broker.bootstrapServers()))) {
            broker.createTopics(1, TOPIC);
            send(kafka, 0, "a", "b", "c");
            try (Dashboard dashboard = start(kafka)) {
                awaitDocuments(dashboard, 3);
                makeAnew(broker, admin);
                send(kafka, 10, "d", "e");
                awaitDocuments(dashboard, 5);
            }
        }
    }

    @Test
    void readsATopicFromItsBeginningThatIsMadeAnewAndLongerThanTheFormer() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"));
                Admin admin =
                        Admin.create(
                                Map.<String, Object>of(
                                        "bootstrap.servers", broker.bootstrapServers()));
                KafkaConnection kafka =
                        KafkaConnection.open(KafkaAddress.of(broker.bootstrapServers()))) {
            broker.createTopics(1, TOPIC);
            send(kafka, 0, "a", "b", "c");
            try (Dashboard dashboard = start(kafka)) {
                awaitDocuments(dashboard, 3);
            }
            makeAnew(broker, admin);
            send(kafka, 10, "d", "e", "f", "g", "h");
            try (Dashboard dashboard = start(kafka)) {
                awaitDocuments(dashboard, 8);
            }
        }
    }

    private static void makeAnew(EmbeddedBroker broker, Admin admin) throws Exception {
        admin.deleteTopics(List.of(TOPIC)).all().get();
        broker.createTopics(1, TOPIC);
    }

    private Dashboard start(KafkaConnection kafka) {
        return TestDashboard.over(folder.resolve("store")).start(kafka);
    }

    private static void send(KafkaConnection kafka, long first, String... ids) throws Exception {
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            long offset = first;
            for (String id : ids) {
                var document = generation(0, offset, offset, ticket(id, "Text of " + id));
                byte[] value = new JsonEnrichedCodec().encode(document.enriched());
                producer.send(new ProducerRecord<>(TOPIC, value)).get();
                offset++;
            }
        }
    }

    private static void awaitDocuments(Dashboard dashboard, int expected) throws Exception {
        Eventually.get(() -> assertThat(documents(dashboard)).isEqualTo(expected));
    }

    private static int documents(Dashboard dashboard) throws Exception {
        URI status = URI.create(dashboard.address()).resolve("/api/status");
        String body =
                HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(status).build(), BodyHandlers.ofString())
                        .body();
        JsonNode answer = new ObjectMapper().readTree(body);
        return answer.at("/store/documents").asInt();
    }
}
