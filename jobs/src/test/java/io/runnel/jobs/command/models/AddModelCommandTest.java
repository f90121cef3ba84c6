package io.runnel.jobs.command.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.command.TestTerminal;
import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/models.md with a small model of {@code make_families.py}. */
class AddModelCommandTest {
    private static final Path EXPORTED =
            RepositoryRoot.resolve("operators/inference/src/test/models/distilbert-classify");

    private final TestTerminal terminal = new TestTerminal();

    @TempDir private Path store;
    @TempDir private Path folder;

    @Test
    void bringsAFolderInRunsItAndSaysHowToBindIt() {
        assertThat(add("mine", EXPORTED)).isZero();

        assertThat(terminal.err())
                .contains("Running mine/1 once.")
                .contains("tasks.classification.model: mine/1")
                .contains("tasks.classification.head: text-classification");
        assertThat(terminal.out())
                .contains("mine/1", "parameters", "input_ids int64", "bad, neutral, good");
        assertThat(store.resolve("mine/1/runnel.yaml")).exists();
    }

    @Test
    void countsVersionsUp() {
        assertThat(add("mine", EXPORTED)).isZero();
        assertThat(add("mine", EXPORTED)).isZero();

        assertThat(store.resolve("mine/2/runnel.yaml")).exists();
    }

    @Test
    void showsWhatIsThere() throws IOException {
        assertThat(add("mine", EXPORTED, "--licence", "Apache-2.0")).isZero();
        TestTerminal show = new TestTerminal();

        assertThat(
                        show.run(
                                "models",
                                "show",
                                "mine/1",
                                "--models",
                                store.toString(),
                                "--output",
                                "json"))
                .isZero();

        JsonNode card = new ObjectMapper().readTree(show.out());
        assertThat(card.path("licence").asText()).isEqualTo("Apache-2.0");
        assertThat(card.path("precision").asText()).isEqualTo("fp32");
        assertThat(card.path("batch_dependent").asBoolean()).isFalse();
        assertThat(card.path("parameters").asLong()).isGreaterThan(10_000);
        assertThat(card.at("/graphs/0/inputs")).isNotEmpty();
        assertThat(card.at("/heads/0/labels")).hasSize(3);
    }

    @Test
    void listsAndVerifiesWhatWasBrought() {
        assertThat(add("mine", EXPORTED)).isZero();
        for (List<String> command : List.of(List.of("list"), List.of("verify"))) {
            TestTerminal other = new TestTerminal();
            assertThat(other.run("models", command.get(0), "--models", store.toString())).isZero();
            assertThat(other.out()).contains("mine/1");
        }
    }

    @Test
    void refusesAFolderThatIsNotWholeAndLeavesTheStoreAsItWas() throws IOException {
        Path broken = copied();
        Files.delete(broken.resolve("tokenizer.json"));

        assertThat(add("mine", broken)).isEqualTo(1);

        assertThat(terminal.err()).contains("tokenizer.json").doesNotContain("\tat ");
        assertThat(store).isEmptyDirectory();
    }

    @Test
    void refusesAFileThatIsNoGraph() throws IOException {
        Path broken = copied();
        Files.writeString(broken.resolve("model.onnx"), "no graph");

        assertThat(add("mine", broken)).isEqualTo(1);

        assertThat(terminal.err()).contains("model.onnx").doesNotContain("\tat ");
        assertThat(store).isEmptyDirectory();
    }

    private int add(String name, Path path, String... more) {
        return terminal.run(
                Stream.concat(
                                Stream.of(
                                        "models",
                                        "add",
                                        name,
                                        path.toString(),
                                        "--models",
                                        store.toString()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private Path copied() throws IOException {
        Path copy = folder.resolve("copy");
        Files.createDirectories(copy);
        try (Stream<Path> files = Files.list(EXPORTED)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        copy.resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return copy;
    }
}
