package io.runnel.jobs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The README's numbers of speed are those of {@code benchmarks/results/report.json}. */
class SpeedTablesTest {
    private final JsonNode suites = report().path("suites");
    private final String readme = read("README.md");

    @Test
    void theReadmeHasWhatThePipelineReaches() {
        assertThat(readme)
                .contains(
                        "| documents a second | "
                                + cells(type -> type.path("documents_per_second").asDouble())
                                + " |",
                        "| tokens a second | "
                                + cells(type -> type.path("tokens_per_second").asDouble())
                                + " |",
                        "| share of what ONNX Runtime alone gives | "
                                + cells(type -> type.path("share_of_ceiling").asDouble())
                                + " |");
    }

    @Test
    void theReadmeHasEveryPeerWithModelsOfItsOwn() {
        List<String> rows =
                elements(suites.at("/peers/peers"))
                        .filter(peer -> peer.path("compared_with").asText().equals("(a)"))
                        .filter(peer -> !peer.path("letter").asText().equals("b"))
                        .map(
                                peer ->
                                        String.format(
                                                Locale.ROOT,
                                                "| %.1f | %.1f times",
                                                peer.path("documents_per_second").asDouble(),
                                                peer.path("pipeline_to_peer").asDouble()))
                        .toList();
        assertThat(rows).hasSizeGreaterThan(3).allSatisfy(row -> assertThat(readme).contains(row));
    }

    private String cells(ToDoubleFunction<JsonNode> number) {
        return Stream.of("tickets", "invoices", "transcripts")
                .map(type -> number.applyAsDouble(pipeline(type)))
                .map(SpeedTablesTest::shown)
                .collect(Collectors.joining(" | "));
    }

    private static String shown(double number) {
        String form = number < 1 ? "%.2f" : number < 10 ? "%.1f" : "%,.0f";
        return String.format(Locale.ROOT, form, number);
    }

    private JsonNode pipeline(String type) {
        return elements(suites.at("/pipeline/pipeline_throughput"))
                .filter(row -> row.path("documents").asText().equals(type + ", exactly-once, json"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("The report has no pipeline for " + type));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode report() {
        try {
            return new ObjectMapper().readTree(read("benchmarks/results/report.json"));
        } catch (IOException e) {
            throw new AssertionError("The report is no JSON.", e);
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Page.ROOT.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(file + " is missing.", e);
        }
    }
}
