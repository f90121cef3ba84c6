package io.runnel.jobs.command.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.command.BundledModels;
import io.runnel.jobs.command.TestTerminal;
import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One job on five models: four that were brought in, small and with random weights, and the pack.
 */
class BroughtModelsITCase {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path FOLDERS =
            RepositoryRoot.resolve("operators/inference/src/test/models");

    @TempDir private static Path store;

    private final TestTerminal terminal = new TestTerminal();

    @TempDir private Path folder;

    @BeforeAll
    static void bringModels() throws IOException {
        Path pack = RepositoryRoot.resolve("model-store/models/runnel-base/3");
        Path copy = store.resolve("runnel-base").resolve("3");
        try (Stream<Path> files = Files.walk(pack)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = copy.resolve(pack.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
        add("questions", "nli-bert");
        add("moods", "distilbert-classify", "--task", "sentiment");
        add("tags", "bert-tag");
        add("writer", "bart-write");
        System.setProperty("runnel.models", store.toString());
    }

    @AfterAll
    static void useTheModelsOfTheCheckoutAgain() {
        BundledModels.use();
    }

    @Test
    void asksEachTaskOfItsOwnModel() throws IOException {
        Path input = folder.resolve("calls.jsonl");
        Path output = folder.resolve("enriched.jsonl");
        Files.writeString(
                input,
                """
                {"id":"a","turns":[{"speaker":"Ann","text":"Hello, my card was declined in Paris."},\
                {"speaker":"Bob","text":"I will send you a new one. It takes 5 days."}]}
                {"id":"b","turns":[{"speaker":"Ann","text":"Thank you very much! 😀"}]}
                """);
        List<String> arguments =
                new ArrayList<>(
                        List.of("enrich", "--type", "transcript", "--input", input.toString()));
        arguments.addAll(List.of("--output", output.toString()));
        arguments.addAll(
                List.of(
                        "--language.detection=off",
                        "--tasks.classification.model=questions/1",
                        "--tasks.classification.head=zero-shot-classification",
                        "--tasks.classification.candidate-labels=cards, travel",
                        "--tasks.sentiment.model=moods/1",
                        "--tasks.entities.model=tags/1",
                        "--tasks.entities.head=token-classification",
                        "--tasks.summary.writer=writer/1",
                        "--tasks.summary.writer-max-tokens=12"));

        assertThat(terminal.run(arguments.toArray(String[]::new))).as(terminal.err()).isZero();

        List<String> lines = Files.readAllLines(output);
        assertThat(lines).hasSize(2);
        for (String line : lines) {
            JsonNode record = JSON.readTree(line);
            assertThat(record.path("label").asText()).isIn("cards", "travel");
            assertThat(record.path("sentiment").asText()).isIn("bad", "neutral", "good");
            assertThat(record.path("summary_text").asText()).isNotBlank();
            assertThat(record.at("/summary/method").asText())
                    .isIn("abstractive", "abstractive-shortened", "extractive-instead");
            assertThat(record.path("provenance").findValuesAsText("model"))
                    .startsWith("questions", "moods", "tags");
        }
    }

    private static void add(String name, String exported, String... more) {
        TestTerminal adding = new TestTerminal();
        String[] command = {
            "models",
            "add",
            name,
            FOLDERS.resolve(exported).toString(),
            "--models",
            store.toString()
        };
        String[] all = Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
        assertThat(adding.run(all)).as(adding.err()).isZero();
    }
}
