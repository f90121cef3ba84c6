package io.runnel.schemas.codec;

import static org.apache.avro.SchemaCompatibility.checkReaderWriterCompatibility;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.registry.Compatibility;
import io.runnel.schemas.registry.FakeRegistry;
import io.runnel.schemas.registry.SchemaIdPlacement;
import io.runnel.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Old producers, old topics and old readers go on: see {@code published/README.md}. */
class PublishedSchemasTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "published");
    private static final Map<String, Schema> OURS =
            Map.of(
                    "invoice", AvroSchemas.invoice(),
                    "transcript", AvroSchemas.transcript(),
                    "ticket", AvroSchemas.ticket(),
                    "enriched", AvroSchemas.enriched());

    static Stream<Path> versions() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(Files::isDirectory).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void areReadByThisBuild(Path version) throws IOException {
        Map<String, Schema> theirs = read(version);

        OURS.forEach((name, ours) -> assertThat(compatibility(ours, theirs.get(name))).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void readWhatThisBuildWrites(Path version) throws IOException {
        Map<String, Schema> theirs = read(version);

        OURS.forEach((name, ours) -> assertThat(compatibility(theirs.get(name), ours)).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("versions")
    void leaveTheRegistryNoReasonToRefuseThisBuild(Path version) throws IOException {
        Map<String, Schema> theirs = read(version);
        try (FakeRegistry server = FakeRegistry.start()) {
            SchemaRegistry registry = new SchemaRegistry(server.settings());
            OURS.forEach(
                    (name, ours) -> {
                        registry.require(name, Compatibility.FULL_TRANSITIVE);
                        registry.register(name, theirs.get(name));

                        assertThat(registry.register(name, ours).version()).isPositive();
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void areReadFromTheirRecords(Path version) throws IOException {
        Schema theirs = read(version).get("ticket");
        GenericRecord old = new GenericData.Record(theirs);
        old.put("id", "t-1");
        old.put("title", "Card declined");
        old.put("other", Map.of("urgency", "3"));
        try (FakeRegistry server = FakeRegistry.start()) {
            byte[] lead =
                    new SchemaRegistry(server.settings())
                            .register("tickets-value", theirs)
                            .number()
                            .bytes();
            Ticket ticket =
                    Samples.read(
                            ConfluentAvroDocumentCodec.tickets(server.settings(), "tickets-value"),
                            AvroBytes.write(lead, old));

            assertThat(ticket.title()).isEqualTo("Card declined");
            assertThat(ticket.other()).containsExactly(Map.entry("urgency", "3"));
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void readTheRecordsOfThisBuild(Path version) throws Exception {
        Schema theirs = read(version).get("enriched");
        try (FakeRegistry server = FakeRegistry.start()) {
            new SchemaRegistry(server.settings()).register("e-value", AvroSchemas.enriched());
            byte[] bytes =
                    ConfluentAvroEnrichedCodec.of(
                                    server.settings(), "e-value", SchemaIdPlacement.VALUE)
                            .encode(Samples.enrichedTicket());
            GenericRecord read =
                    AvroBytes.read(
                            bytes, 5, new GenericDatumReader<>(AvroSchemas.enriched(), theirs));

            assertThat(read.get("document_id")).hasToString("t-1");
            assertThat(read.getSchema()).isEqualTo(theirs);
        }
    }

    /** Why the reader does not understand the writer; empty if it does. */
    private static List<String> compatibility(Schema reader, Schema writer) {
        var found = checkReaderWriterCompatibility(reader, writer);
        return found.getType() == SchemaCompatibilityType.COMPATIBLE
                ? List.of()
                : List.of(found.getDescription());
    }

    private static Map<String, Schema> read(Path version) throws IOException {
        Schema.Parser parser = new Schema.Parser();
        return Map.of(
                "invoice", parser.parse(Files.readString(version.resolve("invoice.avsc"))),
                "transcript", parser.parse(Files.readString(version.resolve("transcript.avsc"))),
                "ticket", parser.parse(Files.readString(version.resolve("ticket.avsc"))),
                "enriched", parser.parse(Files.readString(version.resolve("enriched.avsc"))));
    }
}
