package io.runnel.dashboard;

import static io.runnel.dashboard.Samples.generation;
import static io.runnel.dashboard.Samples.invoice;
import static io.runnel.dashboard.Samples.ticket;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.local.EmbeddedBroker;
import io.runnel.schemas.codec.AvroEnrichedCodec;
import io.runnel.schemas.codec.AvroSchemas;
import io.runnel.schemas.codec.ConfluentAvroEnrichedCodec;
import io.runnel.schemas.codec.EnrichedCodec;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.registry.FakeRegistry;
import io.runnel.schemas.registry.RegistrySettings;
import io.runnel.schemas.registry.SchemaId;
import io.runnel.schemas.registry.SchemaIdPlacement;
import io.runnel.schemas.registry.SchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dashboard over what a job writes as {@code avro-confluent}, beside a real broker. */
class RegistryITCase {
    private static final String TOPIC = "tickets-enriched";
    private static final String SUBJECT = TOPIC + "-value";
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir Path folder;
    private final FakeRegistry registry = FakeRegistry.start();
    private EmbeddedBroker broker;
    private KafkaConnection kafka;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("kafka"));
        broker.createTopics(1, DefaultTopics.all());
        kafka = KafkaConnection.open(KafkaAddress.of(broker.bootstrapServers()));
        new SchemaRegistry(registry.settings()).register(SUBJECT, AvroSchemas.enriched());
    }

    @AfterEach
    void stop() {
        kafka.close();
        broker.close();
        registry.close();
    }

    @Test
    void readsRecordsThatNameTheirSchemaBesideThoseThatNeedNone() throws Exception {
        send(new JsonEnrichedCodec(), "json");
        send(confluent(SchemaIdPlacement.VALUE), "value");
        send(confluent(SchemaIdPlacement.HEADER), "header");
        send(new AvroEnrichedCodec(), "avro");
        send(new ProducerRecord<>(TOPIC, new SchemaId.Numbered(77_777).bytes()));
        send(new ProducerRecord<>(TOPIC, new byte[] {0, 1}));
        send(new JsonEnrichedCodec(), "last");
        try (Dashboard dashboard = dashboard(registry.settings(SHORT))) {
            ApiClient client = new ApiClient(dashboard.addressWithToken());
            client.await("/api/status", at -> at.at("/store/documents").asInt() == 5);
            JsonNode status = client.get("/api/status");
            assertThat(status.at("/store/undecoded").asInt()).isEqualTo(2);
            assertThat(status.get("undecoded").findValuesAsText("problem"))
                    .anyMatch(problem -> problem.contains("found id 77777, which it does not know"))
                    .anyMatch(problem -> problem.contains("first bytes"));
            assertThat(status.get("problem").isNull()).isTrue();
            assertThat(client.get("/api/documents/ticket/header").at("/fields/1/text").asText())
                    .isEqualTo("Text of header");
        }
    }

    @Test
    void waitsForARegistryThatIsAwayAndPassesNoRecordOver() throws Exception {
        for (int i = 0; i < 20; i++) {
            send(confluent(SchemaIdPlacement.VALUE), "waiting-" + i);
        }
        registry.refuseNext(Integer.MAX_VALUE);
        RegistrySettings settings = registry.settings(SHORT);
        try (Dashboard dashboard = dashboard(settings)) {
            assertWaits(new ApiClient(dashboard.addressWithToken()), 0);
            byte[] paper = invoice(0, "Northwind", "1.00").json().getBytes(UTF_8);
            send(new ProducerRecord<>("invoices-enriched", paper));
            assertWaits(new ApiClient(dashboard.addressWithToken()), 1);
        }
        try (Dashboard again = dashboard(settings)) {
            ApiClient client = new ApiClient(again.addressWithToken());
            assertWaits(client, 1);
            registry.refuseNext(0);
            client.await("/api/status", at -> at.at("/store/documents").asInt() == 21);
            client.await("/api/status", at -> at.get("problem").isNull());
            assertThat(client.get("/api/status").at("/store/undecoded").asInt()).isZero();
            for (int i = 0; i < 20; i++) {
                assertThat(client.get("/api/documents?document_id=waiting-" + i).get("total"))
                        .hasToString("1");
            }
        }
    }

    @Test
    void saysWhatIsNeededWhereNoRegistryIsNamed() throws Exception {
        send(confluent(SchemaIdPlacement.VALUE), "unread");
        send(new JsonEnrichedCodec(), "read");
        try (Dashboard dashboard = dashboard(null)) {
            ApiClient client = new ApiClient(dashboard.addressWithToken());
            client.await("/api/status", at -> at.at("/store/documents").asInt() == 1);
            assertThat(client.get("/api/status").at("/undecoded/0/problem").asText())
                    .contains("schema registry", "--registry");
        }
    }

    private static void assertWaits(ApiClient client, int documents) throws Exception {
        JsonNode status =
                client.await(
                        "/api/status",
                        at ->
                                at.get("problem").isTextual()
                                        && at.at("/store/documents").asInt() == documents);
        assertThat(status.get("problem").asText())
                .contains(TOPIC + " waits", "did not answer", "schemas.registry.url");
    }

    private EnrichedCodec confluent(SchemaIdPlacement placement) {
        return ConfluentAvroEnrichedCodec.of(registry.settings(), SUBJECT, placement);
    }

    private void send(EnrichedCodec codec, String id) throws Exception {
        Enriched enriched =
                generation(0, id.hashCode() & 0xFFFF, 0, ticket(id, "Text of " + id)).enriched();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(TOPIC, codec.encode(enriched));
        codec.schemaHeader()
                .ifPresent(header -> record.headers().add(header.name(), header.value()));
        send(record);
    }

    private void send(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            producer.send(record).get();
        }
    }

    private Dashboard dashboard(RegistrySettings settings) {
        return TestDashboard.over(folder.resolve("store")).asking(settings).start(kafka);
    }
}
