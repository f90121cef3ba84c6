package io.runnel.dashboard;

import static io.runnel.dashboard.Samples.generation;
import static io.runnel.dashboard.Samples.ticket;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.kafka.DeadLetterHeader;
import io.runnel.jobs.local.EmbeddedBroker;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A topic that is deleted while it is followed is said to be, and keeps no other one waiting. */
class DeletedTopicClusterITCase {
    private static final String TICKETS = "tickets-enriched";
    private static final String LETTERS = "tickets-dlt";
    private static final String INVOICES = "invoices-enriched";

    @TempDir Path folder;
    private EmbeddedBroker broker;
    private Admin admin;
    private KafkaConnection kafka;
    private Dashboard dashboard;
    private ApiClient client;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(folder.resolve("kafka"));
        broker.createTopics(1, DefaultTopics.all());
        String servers = broker.bootstrapServers();
        admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers));
        kafka = KafkaConnection.open(KafkaAddress.of(servers));
        startDashboard();
    }

    @AfterEach
    void stop() {
        dashboard.close();
        kafka.close();
        admin.close();
        broker.close();
    }

    @Test
    void isReadFromItsBeginningWhenItIsMadeAnew() throws Exception {
        sendTickets(0, "a", "b", "c");
        sendLetters("one", "two", "three");
        sendInvoice(0);
        awaitStored(4, 3);

        delete();
        for (int i = 1; i < 6; i++) {
            sendInvoice(i);
            awaitStored(4 + i, 3);
        }
        JsonNode status = client.await("/api/status", at -> at.get("problem").isNull());
        assertThat(status.at("/missing_topics").toString()).contains(TICKETS, LETTERS);
        assertThat(lag(TICKETS)).isZero();
        startAgain();
        awaitDeleted(LETTERS, TICKETS);
        awaitStored(9, 3);

        broker.createTopics(1, TICKETS, LETTERS);
        // Longer than the former, and with one of its documents, enriched again.
        sendTickets(10, "c", "d", "e", "f", "g");
        sendLetters("four", "five");
        awaitStored(13, 2);
        awaitDeleted();
        assertEachOnce();
        startAgain();
        sendTickets(20, "h");
        awaitStored(14, 2);
        assertThat(client.get("/api/status").at("/store/undecoded").asInt()).isZero();
    }

    private void assertEachOnce() throws Exception {
        assertThat(column("SELECT document_id FROM documents WHERE document_type = 'ticket'"))
                .containsExactlyInAnyOrder("a", "b", "c", "d", "e", "f", "g");
        assertThat(column("SELECT source_offset FROM documents WHERE document_id = 'c'"))
                .containsExactly("10");
        assertThat(column("SELECT decode(original) FROM rejects ORDER BY \"offset\""))
                .containsExactly("four", "five");
        assertThat(column("SELECT next_offset FROM followed WHERE topic = '" + TICKETS + "'"))
                .containsExactly("5");
        for (String id : List.of("a", "b", "c", "d", "e", "f", "g")) {
            assertThat(client.get("/api/documents?q=only" + id).get("total").asInt())
                    .as(id)
                    .isEqualTo(1);
        }
    }

    private void delete() throws Exception {
        admin.deleteTopics(List.of(TICKETS, LETTERS)).all().get();
        awaitDeleted(LETTERS, TICKETS);
    }

    private void awaitDeleted(String... topics) throws Exception {
        client.await(
                "/api/status",
                at -> {
                    JsonNode deleted = at.get("deleted_topics");
                    boolean all = deleted.size() == topics.length;
                    for (int i = 0; all && i < topics.length; i++) {
                        all = deleted.get(i).asText().equals(topics[i]);
                    }
                    return all;
                });
    }

    private void awaitStored(int documents, int rejects) throws Exception {
        client.await(
                "/api/status",
                at ->
                        at.at("/store/documents").asInt() == documents
                                && at.at("/store/rejects").asInt() == rejects);
    }

    private long lag(String topic) throws Exception {
        for (JsonNode each : client.get("/api/now").get("topics")) {
            if (each.get("topic").asText().equals(topic)) {
                return each.get("lag").asLong();
            }
        }
        throw new AssertionError("Nothing is told of " + topic + ".");
    }

    private List<String> column(String sql) throws Exception {
        JsonNode answer =
                client.post("/api/sql", "{\"sql\": \"" + sql.replace("\"", "\\\"") + "\"}");
        assertThat(answer.has("rows")).as(answer.toString()).isTrue();
        List<String> first = new ArrayList<>();
        answer.get("rows").forEach(row -> first.add(row.get(0).asText()));
        return first;
    }

    private void sendTickets(long first, String... ids) throws Exception {
        long offset = first;
        for (String id : ids) {
            var document =
                    generation(0, offset, offset, ticket(id, "Text with only" + id)).enriched();
            send(new ProducerRecord<>(TICKETS, new JsonEnrichedCodec().encode(document)));
            offset++;
        }
    }

    private void sendInvoice(int number) throws Exception {
        byte[] value = Samples.invoice(number, "Northwind", "1.00").json().getBytes(UTF_8);
        send(new ProducerRecord<>(INVOICES, value));
    }

    private void sendLetters(String... texts) throws Exception {
        for (String text : texts) {
            ProducerRecord<byte[], byte[]> letter =
                    new ProducerRecord<>(LETTERS, text.getBytes(UTF_8));
            letter.headers().add(DeadLetterHeader.REASON, "MISSING_ID".getBytes(UTF_8));
            send(letter);
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            producer.send(record).get();
        }
    }

    private void startAgain() {
        dashboard.close();
        startDashboard();
    }

    private void startDashboard() {
        dashboard = TestDashboard.over(folder.resolve("store")).start(kafka);
        client = new ApiClient(dashboard.addressWithToken());
    }
}
