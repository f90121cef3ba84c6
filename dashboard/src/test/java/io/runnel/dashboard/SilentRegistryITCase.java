package io.runnel.dashboard;

import static io.runnel.dashboard.Samples.invoice;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.local.EmbeddedBroker;
import io.runnel.schemas.registry.RegistrySettings;
import io.runnel.schemas.registry.SchemaId;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schema registry that takes connections and never answers. */
class SilentRegistryITCase {
    @TempDir Path folder;
    private int sent;

    @Test
    void keepsOnlyTopicsWaitingThatNeedIt() throws Exception {
        try (SilentServer registry = SilentServer.start();
                EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("kafka"))) {
            broker.createTopics(1, DefaultTopics.all());
            try (KafkaConnection kafka =
                    KafkaConnection.open(KafkaAddress.of(broker.bootstrapServers()))) {
                byte[] unreadable = new SchemaId.Numbered(7).bytes();
                send(kafka, "tickets-enriched", unreadable);
                send(kafka, "transcripts-enriched", unreadable);
                try (Dashboard dashboard = dashboard(kafka, registry)) {
                    ApiClient client = new ApiClient(dashboard.addressWithToken());
                    Eventually.get(() -> comesInWhileTheRegistryIsAsked(kafka, client, registry));
                    JsonNode status = awaitBothWait(client);
                    assertThat(status.at("/store/undecoded").asInt()).isZero();
                    assertThat(status.at("/store/documents").asInt()).isEqualTo(sent);
                }
            }
        }
    }

    /** An invoice is sent and read, and the question that was open before it is open after it. */
    private SilentServer.Connection comesInWhileTheRegistryIsAsked(
            KafkaConnection kafka, ApiClient client, SilentServer registry) throws Exception {
        List<SilentServer.Connection> asked = List.copyOf(registry.connections());
        assertThat(asked).isNotEmpty();
        SilentServer.Connection question = asked.get(asked.size() - 1);
        assertThat(question.isWaiting()).isTrue();
        send(kafka, "invoices-enriched", invoice(sent, "Northwind", "1.00").json().getBytes(UTF_8));
        sent++;
        client.await("/api/status", at -> at.at("/store/documents").asInt() == sent);
        assertThat(question.isWaiting()).isTrue();
        return question;
    }

    private static JsonNode awaitBothWait(ApiClient client) throws Exception {
        return client.await(
                "/api/status",
                at -> {
                    String problem = at.get("problem").asText();
                    return problem.contains("tickets-enriched waits")
                            && problem.contains("transcripts-enriched waits")
                            && problem.contains("schemas.registry.url");
                });
    }

    private static void send(KafkaConnection kafka, String topic, byte[] value) throws Exception {
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            producer.send(new ProducerRecord<>(topic, value)).get();
        }
    }

    private Dashboard dashboard(KafkaConnection kafka, SilentServer registry) {
        return TestDashboard.over(folder.resolve("store"))
                .asking(
                        new RegistrySettings(
                                List.of(URI.create(registry.url())), null, Duration.ofSeconds(1)))
                .start(kafka);
    }
}
