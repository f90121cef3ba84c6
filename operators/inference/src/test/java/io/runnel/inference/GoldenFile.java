package io.runnel.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files in {@code src/test/resources/golden}, and what counts as equal to them. */
final class GoldenFile {
    /** Most that a logit or a probability may differ on another CPU. */
    static final double TOLERANCE = 0.02;

    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");
    private static final ObjectMapper JSON = new ObjectMapper();

    private GoldenFile() {}

    static JsonNode read(String name) throws IOException {
        return JSON.readTree(Files.readString(FOLDER.resolve(name)));
    }

    static void write(String name, ObjectNode content) throws IOException {
        Files.writeString(
                FOLDER.resolve(name),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
    }

    /** Whole numbers and texts must be equal, other numbers close. */
    static void assertSame(String where, JsonNode found, JsonNode golden) {
        if (golden.isFloatingPointNumber()) {
            assertThat(found.asDouble()).as(where).isCloseTo(golden.asDouble(), within(TOLERANCE));
        } else if (golden.isContainerNode()) {
            assertThat(found).as(where).hasSameSizeAs(golden);
            golden.properties()
                    .forEach(
                            entry ->
                                    assertSame(
                                            where + " " + entry.getKey(),
                                            found.path(entry.getKey()),
                                            entry.getValue()));
            for (int i = 0; golden.isArray() && i < golden.size(); i++) {
                assertSame(where + " [" + i + "]", found.get(i), golden.get(i));
            }
        } else {
            assertThat(found).as(where).isEqualTo(golden);
        }
    }
}
