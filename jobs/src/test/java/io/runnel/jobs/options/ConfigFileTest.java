package io.runnel.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    @TempDir private Path folder;

    @Test
    void writesNestedKeysWithDots() throws IOException {
        ConfigFile file =
                read(
                        """
                        type: ticket
                        kafka:
                          source.topic: mail
                          created-topics:
                            partitions: 6
                          properties:
                            security.protocol: SSL
                        """);

        assertThat(file.mistakes()).isEmpty();
        assertThat(file.values())
                .isEqualTo(
                        Map.of(
                                "type", "ticket",
                                "kafka.source.topic", "mail",
                                "kafka.created-topics.partitions", "6",
                                "kafka.properties.security.protocol", "SSL"));
    }

    @Test
    void readsWordsThatYamlTakesForBooleansAsTheyAreWritten() throws IOException {
        assertThat(read("language:\n  detection: off\n").values())
                .isEqualTo(Map.of("language.detection", "off"));
    }

    @Test
    void takesAnEmptyFileForNoOptions() throws IOException {
        assertThat(read("# nothing yet\n").values()).isEmpty();
        assertThat(read("# nothing yet\n").mistakes()).isEmpty();
    }

    @Test
    void saysWhichKeysHaveNoSingleValue() throws IOException {
        ConfigFile file = read("type: null\nkafka:\n  source:\n    topic: [a, b]\n");

        assertThat(file.mistakes())
                .containsExactly(
                        "type: expected one value in " + path() + ", found nothing",
                        "kafka.source.topic: expected one value in " + path() + ", found a list");
    }

    @Test
    void refusesAKeyThatStandsTwice() throws IOException {
        assertThat(read("type: ticket\ntype: invoice\n").mistakes())
                .singleElement()
                .asString()
                .contains("Duplicate field 'type'");
        assertThat(read("kafka.source.topic: a\nkafka:\n  source:\n    topic: b\n").mistakes())
                .containsExactly(
                        "kafka.source.topic: stands twice in " + path() + ", nested and dotted");
    }

    @Test
    void saysThatAFileIsMissingOrNoYaml() throws IOException {
        assertThat(ConfigFile.read(folder.resolve("missing.yaml")).mistakes())
                .singleElement()
                .asString()
                .contains("missing.yaml cannot be read");
        assertThat(read("type: [\n").mistakes()).singleElement().asString().contains("is no YAML");
        assertThat(read("- ticket\n").mistakes())
                .containsExactly(path() + ": expected keys and values, found ARRAY");
    }

    private Path path() {
        return folder.resolve("job.yaml");
    }

    private ConfigFile read(String yaml) throws IOException {
        return ConfigFile.read(Files.writeString(path(), yaml));
    }
}
