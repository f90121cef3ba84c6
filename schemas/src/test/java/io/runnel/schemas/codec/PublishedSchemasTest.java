package io.runnel.schemas.codec;

import static org.apache.avro.SchemaCompatibility.checkReaderWriterCompatibility;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
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
