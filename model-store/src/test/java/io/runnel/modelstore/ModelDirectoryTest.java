package io.runnel.modelstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelDirectoryTest {
    @TempDir Path store;
    private ModelFolder folder;

    @BeforeEach
    void writeAGoodFolder() {
        folder = ModelFolder.good(store, "moods", "1");
    }

    @Test
    void readsTheCard() {
        ModelDirectory model = ModelDirectory.open(folder.path());
        assertThat(model.card().id()).isEqualTo(new ModelId("moods", "1"));
        assertThat(model.card().languages()).containsExactly("en", "de");
        assertThat(model.card().maxTokens()).isEqualTo(64);
        Head mood = model.card().head("mood").orElseThrow();
        assertThat(mood.task()).isEqualTo(HeadTask.SENTIMENT);
        assertThat(mood.labels()).containsExactly("bad", "good");
        assertThat(mood.temperature()).isEqualTo(1.5);
        assertThat(model.card().head("entities").orElseThrow().temperature()).isEqualTo(1.0);
        assertThat(model.card().head("topic")).isEmpty();
        assertThat(model.graph()).isRegularFile();
        assertThatCode(model::verify).doesNotThrowAnyException();
    }

    @Test
    void hasADigestThatChangesWithTheCard() {
        String before = ModelDirectory.open(folder.path()).digest();
        assertThat(before).matches("sha256:[0-9a-f]{64}");
        folder.cardWith("temperature: 1.5", "temperature: 1.6");
        assertThat(ModelDirectory.open(folder.path()).digest()).isNotEqualTo(before);
    }

    @Test
    void listsAllMistakesAtOnce() {
        folder.cardWith("licence: Apache-2.0", "license: Apache-2.0")
                .cardWith("max_tokens: 64", "max_tokens: many")
                .cardWith("task: sentiment", "task: feeling")
                .cardWith("temperature: 1.5", "temperature: 0")
                .cardWith("labels: [O, B-person, I-person]", "labels: [O, O]");
        assertThatThrownBy(() -> ModelDirectory.open(folder.path()))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContainingAll(
                        "'licence' is missing",
                        "'license' is unknown",
                        "'max_tokens' is '\"many\"'",
                        "'feeling' is unknown; known are text-classification, sentiment",
                        "'heads[0].temperature' is '0'",
                        "'entities' names a label twice");
    }

    @Test
    void refusesPathsThatLeaveTheFolder() throws IOException {
        folder.file("../secret.txt", "secret");
        Files.createSymbolicLink(
                folder.path().resolve("link.txt"), folder.path().resolve("../secret.txt"));
        String digest = folder.digest("../secret.txt");
        folder.cardWith(
                "digests:\n",
                "digests:\n  ../secret.txt: %1$s\n  /etc/hostname: %1$s\n  link.txt: %1$s\n"
                        .formatted(digest));
        assertThatThrownBy(() -> ModelDirectory.open(folder.path()))
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContainingAll(
                        "'../secret.txt' leaves the folder",
                        "'/etc/hostname' leaves the folder",
                        "'link.txt' is a link out of the folder");
    }

    @Test
    void saysWhichFilesAreThereWhenOneIsMissing() {
        folder.cardWith("file: onnx/model.onnx", "file: onnx/model_quantized.onnx");
        assertThatThrownBy(() -> ModelDirectory.open(folder.path()))
                .hasMessageContaining(
                        "'onnx/model_quantized.onnx' is missing; there are [onnx/model.onnx")
                .hasMessageContaining("'onnx/model_quantized.onnx' is not listed");
    }

    @Test
    void findsChangedAndUnlistedFiles() {
        ModelDirectory model = ModelDirectory.open(folder.path());
        folder.file(ModelFolder.GRAPH, "another graph").file("extra.bin", "extra");
        assertThatThrownBy(model::verify)
                .isInstanceOf(ModelFolderException.class)
                .hasMessageContainingAll(
                        "'onnx/model.onnx' has digest", "'extra.bin' is not listed");
    }

    @Test
    void refusesWhatIsNoYaml() {
        folder.card("name: [unclosed");
        assertThatThrownBy(() -> ModelDirectory.open(folder.path()))
                .hasMessageContaining("runnel.yaml is no YAML");
        folder.card("- a\n- b\n");
        assertThatThrownBy(() -> ModelDirectory.open(folder.path()))
                .hasMessageContaining("no mapping");
        folder.card("name: a\nname: b\n");
        assertThatThrownBy(() -> ModelDirectory.open(folder.path()))
                .hasMessageContaining("Duplicate field 'name'");
        assertThatThrownBy(() -> ModelDirectory.open(store))
                .hasMessageContaining("runnel.yaml cannot be read");
    }
}
