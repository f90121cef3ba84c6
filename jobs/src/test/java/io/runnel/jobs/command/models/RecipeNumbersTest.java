package io.runnel.jobs.command.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.command.BundledModels;
import io.runnel.jobs.command.LocalModels;
import io.runnel.jobs.command.TestTerminal;
import io.runnel.modelstore.ModelCard;
import io.runnel.modelstore.ModelId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code models evaluate} and Python agree on the shipped pack: {@code recipe_numbers.py} beside
 * the rows wrote what it is worth with onnxruntime, scikit-learn and seqeval, and no line of Java.
 */
class RecipeNumbersTest {
    private static final ModelId MODEL = ModelId.parse("runnel-base/3");

    /** Rounding to four decimals, and what logits of other processors may differ by. */
    private static final double TOLERANCE = 2e-3;

    @TempDir private Path folder;

    @BeforeEach
    void useTheModelsOfTheCheckout() {
        BundledModels.use();
    }

    @Test
    void agreesWithPythonOnLabels() throws IOException {
        agrees("sentiment", List.of());
    }

    @Test
    void agreesWithPythonOnLabelsOfSeveralPassages() throws IOException {
        agrees("spend-category", List.of());
    }

    @Test
    void agreesWithPythonOnTextsThatAreLongerThanARow() throws IOException {
        agrees("sentiment", "long-text", List.of());
    }

    @Test
    void agreesWithPythonOnRowsThatAreOutOfScope() throws IOException {
        agrees("assistant-intent", List.of());
    }

    @Test
    void agreesWithPythonOnFields() throws IOException {
        agrees("invoice-fields", List.of());
    }

    @Test
    void agreesWithPythonOnEntities() throws IOException {
        Path mapping = folder.resolve("mapping.yaml");
        Files.writeString(mapping, "{PER: person, CITY: place}");
        agrees("entities", List.of("--labels", mapping.toString()));
    }

    private void agrees(String head, List<String> more) throws IOException {
        agrees(head, head, more);
    }

    /** Both measure the head on the rows of this name alike. */
    private void agrees(String head, String rows, List<String> more) throws IOException {
        JsonNode numbers = new ObjectMapper().readTree(resource("recipe-numbers.json"));
        ModelCard card = LocalModels.find().store().find(MODEL).card();
        assertThat(numbers.path("graph").asText())
                .as("the pack has changed; run recipe_numbers.py, it tells how")
                .isEqualTo(card.digests().get(card.file()));
        Path input = folder.resolve(rows + ".jsonl");
        Files.write(input, resource(rows + ".jsonl"));
        List<String> arguments = new ArrayList<>(List.of("models", "evaluate", "--head", head));
        arguments.addAll(List.of("--model", MODEL.toString(), "--input", input.toString()));
        arguments.addAll(List.of("--output", "json"));
        arguments.addAll(more);
        TestTerminal terminal = new TestTerminal();
        assertThat(terminal.run(arguments.toArray(String[]::new))).as(terminal.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(terminal.out());
        assertThat(numbers.path(rows)).isNotEmpty();
        numbers.path(rows)
                .properties()
                .forEach(
                        number ->
                                assertThat(report.path(number.getKey()).asDouble(-1))
                                        .as(number.getKey())
                                        .isCloseTo(
                                                number.getValue().asDouble(), within(TOLERANCE)));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = RecipeNumbersTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
