package io.runnel.jobs.kafka;

import static io.runnel.jobs.kafka.TestKafka.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.TestTerminal;
import io.runnel.jobs.options.JobSettings;
import io.runnel.jobs.options.RepositoryRoot;
import io.runnel.schemas.codec.ConfluentAvroEnrichedCodec;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.Transcript;
import io.runnel.schemas.registry.FakeRegistry;
import io.runnel.schemas.registry.SchemaId;
import io.runnel.schemas.registry.SchemaIdPlacement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A topic whose records have a shape of their own, through the job with a mapping. */
class OwnShapeITCase {
    private static final Path SHAPES = RepositoryRoot.resolve("deploy/conf/shapes");
    private static final String WITHOUT_ID =
            "{\"ticket\": {\"comments\": [{\"body\": \"Café £5 😀\"}]}}";

    private static final List<String> ISSUE_TOPICS = List.of("issues-enriched", "issues-dlt");

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(JobRun.cluster(1, 4));

    @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

    @Test
    void enrichesWhatTheMappingReadsAndRejectsTheRestWithItsBytes() throws Exception {
        BROKER.kafka().createTopics(1, "conversations");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String line : Files.readAllLines(SHAPES.resolve("zendesk-like-conversation.jsonl"))) {
            records.add(new ProducerRecord<>("conversations", null, bytes(line)));
        }
        records.add(new ProducerRecord<>("conversations", bytes("key"), bytes(WITHOUT_ID)));
        BROKER.kafka().send(records);

        Map<String, List<ConsumerRecord<byte[], byte[]>>> written =
                JobRun.during(
                                JobRun.settings(
                                        BROKER.kafka(),
                                        "transcript",
                                        "--config="
                                                + SHAPES.resolve("zendesk-like-conversation.yaml"),
                                        "--kafka.source.topic=conversations",
                                        "--kafka.sink.topic=conversations-enriched",
                                        "--kafka.dead-letters.topic=conversations-dlt",
                                        "--delivery.transactional-id-prefix=own-shape"),
                                () ->
                                        BROKER.kafka()
                                                .readUntil(
                                                        List.of(
                                                                "conversations-enriched",
                                                                "conversations-dlt"),
                                                        found -> found.size() >= records.size()))
                        .stream()
                        .collect(groupingBy(ConsumerRecord::topic));

        assertThat(written.get("conversations-enriched")).hasSize(3);
        for (ConsumerRecord<byte[], byte[]> record : written.get("conversations-enriched")) {
            Enriched enriched = new JsonEnrichedCodec().decode(record.value());
            assertThat(enriched.document().id()).startsWith("3543");
            assertThat(enriched.classification().label()).isNotBlank();
            assertSaysWhatStandsThere(enriched);
        }
        ConsumerRecord<byte[], byte[]> letter = written.get("conversations-dlt").get(0);
        assertThat(letter.value()).asString(UTF_8).isEqualTo(WITHOUT_ID);
        assertThat(letter.key()).asString(UTF_8).isEqualTo("key");
        assertThat(letter.headers().lastHeader(DeadLetterHeader.MESSAGE).value())
                .asString(UTF_8)
                .startsWith("MISSING_ID conversations-0@3: ")
                .contains("at /ticket/id for 'id'");
    }

    private static void assertSaysWhatStandsThere(Enriched enriched) {
        Transcript transcript = enriched.transcript();
        for (Entity entity : enriched.entities()) {
            if (entity.field().startsWith("turns[")) {
                int turn = Integer.parseInt(entity.field().replaceAll("\\D", ""));
                assertThat(
                                transcript
                                        .turns()
                                        .get(turn)
                                        .text()
                                        .substring(entity.start(), entity.end()))
                        .isEqualTo(entity.text());
            }
        }
    }

    @Test
    void enrichesAvroOfASchemaThatIsNotOursAndRejectsOnlyWhatCannotBeRead() throws Exception {
        try (FakeRegistry server = FakeRegistry.start()) {
            ForeignIssues issues = ForeignIssues.registeredIn(server, "issues");
            registerEnrichedFor(server, "issues");
            BROKER.kafka().createTopics(1, "issues");
            byte[] cut = issues.cut();
            byte[] silent = issues.first(18, "");
            byte[] unknown = new SchemaId.Numbered(999_999).bytes();
            BROKER.kafka()
                    .send(
                            List.of(
                                    issue("before", issues.first(17, "Charged £4 twice 💳")),
                                    issue("unknown", unknown),
                                    issue("cut", cut),
                                    issue("silent", silent),
                                    issue("after", issues.first(19, "The card was declined."))));

            List<ConsumerRecord<byte[], byte[]>> written =
                    JobRun.during(
                            issueJob(server),
                            () -> {
                                BROKER.kafka().readUntil(ISSUE_TOPICS, found -> found.size() >= 5);
                                sendWhileTheRegistryIsAway(server, issues);
                                return BROKER.kafka()
                                        .readUntil(ISSUE_TOPICS, found -> found.size() >= 7);
                            });

            Map<String, ConsumerRecord<byte[], byte[]>> byKey =
                    written.stream()
                            .collect(toMap(each -> new String(each.key(), UTF_8), each -> each));
            Enriched before = enrichedIssue(server, byKey.get("before"));
            assertThat(before.document().id()).isEqualTo("17");
            assertThat(before.ticket().text()).isEqualTo("Charged £4 twice 💳");
            assertThat(before.ticket().priority()).isEqualTo("42.50");
            assertThat(before.ticket().other())
                    .containsOnly(Map.entry("unmapped", "{\"labels\":{\"floor\":3}}"));
            assertThat(before.classification().label()).isNotBlank();
            assertThat(enrichedIssue(server, byKey.get("after")).document().id()).isEqualTo("19");
            assertThat(enrichedIssue(server, byKey.get("while away")).ticket().text())
                    .isEqualTo("Where is my refund?");
            assertThat(enrichedIssue(server, byKey.get("known")).document().id()).isEqualTo("21");
            assertRejected(byKey.get("unknown"), "UNKNOWN_SCHEMA issues-0@1: ", unknown);
            assertRejected(byKey.get("cut"), "MALFORMED_BYTES issues-0@2: ", cut);
            assertRejected(byKey.get("silent"), "NO_TEXT issues-0@3: ", silent);
            assertThat(BROKER.kafka().readAll(ISSUE_TOPICS)).hasSize(7);
        }
    }

    /** Of a version that the job has not seen, until the job has started again for it. */
    private static void sendWhileTheRegistryIsAway(FakeRegistry server, ForeignIssues issues)
            throws Exception {
        server.refuseNext(Integer.MAX_VALUE);
        BROKER.kafka()
                .send(
                        List.of(
                                issue("while away", issues.second(20, "Where is my refund?")),
                                issue("known", issues.first(21, "Thanks."))));
        // Half a second of patience is two questions: the fifth is that of the third start.
        server.awaitAsked("GET " + issues.secondId().path(), 5);
        server.refuseNext(0);
    }

    private static void registerEnrichedFor(FakeRegistry server, String topic) {
        TestTerminal terminal = new TestTerminal();
        assertThat(
                        terminal.run(
                                "schemas",
                                "register",
                                "--type=ticket",
                                "--registry=" + server.url(),
                                "--kafka.source.topic=" + topic,
                                "--kafka.sink.topic=" + topic + "-enriched",
                                "--mapping.id=/number",
                                "--mapping.text=/body"))
                .as(terminal.err())
                .isZero();
    }

    private static JobSettings issueJob(FakeRegistry server) {
        return JobRun.settings(
                BROKER.kafka(),
                "ticket",
                "--kafka.source.topic=issues",
                "--kafka.sink.topic=issues-enriched",
                "--kafka.dead-letters.topic=issues-dlt",
                "--kafka.documents.format=avro-confluent",
                "--schemas.registry.url=" + server.url(),
                "--schemas.registry.timeout=500 ms",
                "--delivery.transactional-id-prefix=own-avro",
                "--mapping.id=/number",
                "--mapping.text=/body",
                "--mapping.priority=/paid");
    }

    private static Enriched enrichedIssue(
            FakeRegistry server, ConsumerRecord<byte[], byte[]> record) {
        assertThat(record.topic()).isEqualTo("issues-enriched");
        return ConfluentAvroEnrichedCodec.of(
                        server.settings(), "issues-enriched-value", SchemaIdPlacement.VALUE)
                .decode(record.value());
    }

    private static void assertRejected(
            ConsumerRecord<byte[], byte[]> letter, String message, byte[] value) {
        assertThat(letter.topic()).isEqualTo("issues-dlt");
        assertThat(letter.value()).isEqualTo(value);
        assertThat(letter.headers().lastHeader(DeadLetterHeader.MESSAGE).value())
                .asString(UTF_8)
                .startsWith(message);
    }

    private static ProducerRecord<byte[], byte[]> issue(String key, byte[] value) {
        return new ProducerRecord<>("issues", bytes(key), value);
    }
}
