package io.runnel.jobs.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.TestTerminal;
import io.runnel.schemas.codec.AvroSchemas;
import io.runnel.schemas.codec.ConfluentAvroDocumentCodec;
import io.runnel.schemas.codec.ConfluentAvroEnrichedCodec;
import io.runnel.schemas.codec.Decoded;
import io.runnel.schemas.codec.EnrichedCodec;
import io.runnel.schemas.codec.JsonDocumentCodec;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.registry.ApicurioProcess;
import io.runnel.schemas.registry.FakeRegistry;
import io.runnel.schemas.registry.RegisteredSchema;
import io.runnel.schemas.registry.RegistrySettings;
import io.runnel.schemas.registry.SchemaId;
import io.runnel.schemas.registry.SchemaIdPlacement;
import io.runnel.schemas.registry.SchemaRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A job whose topics hold Avro in Confluent's wire format, from topic to topic. */
class ConfluentAvroITCase {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(JobRun.cluster(1, 4));

    @TempDir private static Path folder;
    private static TestKafka kafka;

    @BeforeAll
    static void startKafka() {
        kafka = TestKafka.start(folder.resolve("kafka"));
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void enrichesAvroDocumentsOfEitherFormAndRejectsOthers() throws Exception {
        try (FakeRegistry server = FakeRegistry.start()) {
            passes("avro", server.settings(), SchemaIdPlacement.VALUE);
            passes("headers", server.settings(), SchemaIdPlacement.HEADER);
        }
    }

    @Test
    void doesTheSameWithApicurio() throws Exception {
        Optional<String> missing = ApicurioProcess.missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
        Path data = Files.createDirectory(folder.resolve("apicurio"));
        try (ApicurioProcess apicurio = ApicurioProcess.start(data)) {
            passes("apicurio", apicurio.settings(), SchemaIdPlacement.VALUE);
            passes("apicurio-headers", apicurio.settings(), SchemaIdPlacement.HEADER);
        }
    }

    private void passes(String topic, RegistrySettings registry, SchemaIdPlacement placement)
            throws Exception {
        String url = registry.urls().get(0).toString();
        String[] topics = {
            "--kafka.source.topic=" + topic,
            "--kafka.sink.topic=" + topic + "-enriched",
            "--kafka.dead-letters.topic=" + topic + "-dlt"
        };
        TestTerminal terminal = new TestTerminal();
        assertThat(
                        terminal.run(
                                "schemas",
                                "register",
                                "--type=ticket",
                                "--registry=" + url,
                                topics[0],
                                topics[1]))
                .as(terminal.err())
                .isZero();
        assertThat(
                        terminal.run(
                                "schemas",
                                "check",
                                "--type=ticket",
                                "--registry=" + url,
                                topics[0],
                                topics[1]))
                .as(terminal.out())
                .isZero();
        RegisteredSchema documents =
                new SchemaRegistry(registry)
                        .lookUp(topic + "-value", AvroSchemas.ticket())
                        .orElseThrow();
        byte[] framed =
                ConfluentAvroDocumentCodec.tickets(registry, topic + "-value").encode(ticket());
        byte[] plain = Arrays.copyOfRange(framed, 5, framed.length);
        kafka.createTopics(1, topic);
        assertThat(
                        terminal.typing("{\"id\":\"typed\",\"text\":\"Hello\"}")
                                .run(
                                        "produce",
                                        "--topic=" + topic,
                                        "--input=-",
                                        "--type=ticket",
                                        "--registry=" + url,
                                        "--bootstrap-servers=" + kafka.bootstrapServers()))
                .as(terminal.err())
                .isZero();
        kafka.send(
                List.of(
                        new ProducerRecord<>(topic, TestKafka.bytes("in value"), framed),
                        new ProducerRecord<>(
                                topic,
                                null,
                                TestKafka.bytes("in header"),
                                plain,
                                List.of(header(documents.global().bytes()))),
                        TestKafka.record(topic, "json", "{\"id\":\"1\",\"text\":\"a\"}"),
                        new ProducerRecord<>(
                                topic,
                                TestKafka.bytes("unknown"),
                                new SchemaId.Numbered(999_999).bytes())));

        List<ConsumerRecord<byte[], byte[]>> written =
                JobRun.during(
                        JobRun.settings(
                                kafka,
                                "ticket",
                                topics[0],
                                topics[1],
                                topics[2],
                                "--kafka.documents.format=avro-confluent",
                                "--schemas.registry.url=" + url,
                                "--schemas.written-id=" + placement,
                                "--delivery.transactional-id-prefix=" + topic),
                        () ->
                                kafka.readUntil(
                                        List.of(topic + "-enriched", topic + "-dlt"),
                                        all -> all.size() >= 5));

        Map<String, ConsumerRecord<byte[], byte[]>> byKey =
                written.stream().collect(Collectors.toMap(each -> text(each.key()), each -> each));
        EnrichedCodec codec =
                ConfluentAvroEnrichedCodec.of(registry, topic + "-enriched-value", placement);
        for (String key : List.of("in value", "in header")) {
            Enriched enriched = codec.decode(byKey.get(key).value());
            assertThat(enriched.ticket().text()).isEqualTo("My card was charged twice.");
            assertThat(enriched.ticket().other()).containsEntry("urgency", "3");
            assertThat(enriched.classification().label()).isNotBlank();
            assertThat(schemaHeaders(byKey.get(key)))
                    .isEqualTo(codec.schemaHeader().map(each -> 1).orElse(0));
        }
        assertThat(codec.decode(byKey.get("typed").value()).ticket().text()).isEqualTo("Hello");
        assertThat(reason(byKey.get("json"))).isEqualTo("MALFORMED_BYTES");
        assertThat(reason(byKey.get("unknown"))).isEqualTo("UNKNOWN_SCHEMA");
        assertThat(
                        text(
                                byKey.get("unknown")
                                        .headers()
                                        .lastHeader("__runnel.errors.retryable")
                                        .value()))
                .isEqualTo("true");
        TestTerminal reader = new TestTerminal();
        reader.run(
                "consume",
                "--topic=" + topic + "-enriched",
                "--from-beginning",
                "--exit",
                "--output=json",
                "--registry=" + url,
                "--bootstrap-servers=" + kafka.bootstrapServers());
        assertThat(reader.out().lines()).hasSize(3).allMatch(line -> line.contains("\"label\""));
    }

    /** A header of the input would tell readers to take the output for a document. */
    private static int schemaHeaders(ConsumerRecord<byte[], byte[]> record) {
        int count = 0;
        for (Header each : record.headers().headers(SchemaId.VALUE_HEADER)) {
            assertThat(SchemaId.read(each.value())).isNotNull();
            count++;
        }
        return count;
    }

    private static String reason(ConsumerRecord<byte[], byte[]> letter) {
        return text(letter.headers().lastHeader("__runnel.errors.reason").value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private static Header header(byte[] value) {
        return new RecordHeader(SchemaId.VALUE_HEADER, value);
    }

    private static Ticket ticket() {
        Origin origin =
                new Origin(
                        "none",
                        0,
                        0,
                        0,
                        null,
                        List.of(),
                        TestKafka.bytes(
                                "{\"id\":\"t-1\",\"text\":\"My card was charged twice.\",\"urgency\":3}"));
        return ((Decoded.Read<Ticket>) JsonDocumentCodec.tickets().decode(origin)).document();
    }
}
