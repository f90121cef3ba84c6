package io.runnel.jobs.command.models.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingFileTest {
    @TempDir private Path folder;
    private String file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("mapping.yaml").toString();
        Files.writeString(Path.of(file), "sets: {a: {x: y, no: null}}\nempty: []\n");
    }

    @Test
    void readsAPartOfAFile() {
        assertThat(MappingFile.read(file + "#/sets/a")).isEqualTo(Json.of("{x: y, no: null}"));
        assertThat(MappingFile.read(file).has("sets")).isTrue();
    }

    @Test
    void readsJsonToo() throws IOException {
        Path json = folder.resolve("mapping.json");
        Files.writeString(json, "{\"a\": null}");
        assertThat(MappingFile.read(json.toString()).path("a").isNull()).isTrue();
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertThatThrownBy(() -> MappingFile.read(file + "#/sets/b"))
                .hasMessageContaining("nothing at '/sets/b'")
                .hasMessageContaining("'sets'");
        assertThatThrownBy(() -> MappingFile.read(file + "#sets"))
                .hasMessageContaining("JSON Pointer");
        assertThatThrownBy(() -> MappingFile.read(file + "#/empty"))
                .hasMessageContaining("no mapping");
        assertThatThrownBy(() -> MappingFile.read("no-such-file.yaml"))
                .hasMessageContaining("does not exist");
        Files.writeString(Path.of(file), "a: [");
        assertThatThrownBy(() -> MappingFile.read(file)).hasMessageContaining("no YAML or JSON");
    }
}
