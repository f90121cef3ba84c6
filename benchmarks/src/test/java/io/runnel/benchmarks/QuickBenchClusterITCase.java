package io.runnel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every suite but peers once, quickly, with processes of its own. What the numbers are is
 * nobody's business here.
 */
class QuickBenchClusterITCase {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestTerminal terminal = new TestTerminal();

    @TempDir Path results;

    @BeforeAll
    static void useTheModelsOfTheCheckout() {
        BundledPack.use();
    }

    @Test
    void measuresTheCeilingAndTheEngine() throws IOException {
        JsonNode report = bench("ceiling,engine");
        assertThat(positive(report, "engine_to_ceiling", "padding_ratio", "warm_start_seconds"))
                .isTrue();
        assertThat(report.properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "engine_to_ceiling",
                        "padding_ratio",
                        "warm_start_seconds",
                        "run",
                        "suites");
        assertThat(report.path("run").path("machine").path("processors").asInt()).isPositive();
        assertThat(report.path("run").path("corpus").path("digest").asText()).startsWith("sha256:");
        assertThat(report.path("suites").path("ceiling").path("plans")).isNotEmpty();
        assertThat(report.path("suites").path("engine").path("engine_latency")).isNotEmpty();
        assertThat(Files.readString(results.resolve("quick-ceiling-engine.md")))
                .contains("engine ÷ ceiling")
                .contains("quick-ceiling-engine-ceiling-plans.svg");
        assertThat(results.resolve("quick-ceiling-engine-ceiling-plans.svg")).isNotEmptyFile();
    }

    @Test
    void measuresThePipelineAndLosesNothing() throws IOException {
        JsonNode report = bench("pipeline");
        assertThat(
                        positive(
                                report,
                                "pipeline_to_ceiling",
                                "ticket_p99_to_model_run",
                                "micro_dollars_per_thousand_documents"))
                .isTrue();
        JsonNode accounts = report.path("suites").path("pipeline").path("exactly_once");
        assertThat(accounts).hasSize(4);
        for (JsonNode account : accounts) {
            assertThat(account.path("inputs").asInt()).isPositive();
            assertThat(account.path("missing").asInt()).isZero();
            assertThat(account.path("repeated").asInt()).isZero();
        }
        assertThat(report.path("suites").path("pipeline").path("pipeline_cpu")).isNotEmpty();
    }

    @Test
    void measuresHowThingsScale() throws IOException {
        JsonNode report = bench("scale");
        assertThat(positive(report, "four_heads_to_one")).isTrue();
        assertThat(report.path("suites").path("scale").path("sizing_loads")).hasSize(12);
        assertThat(report.path("suites").path("scale").path("lengths")).hasSize(2);
    }

    private JsonNode bench(String suites) throws IOException {
        int exitCode =
                terminal.run(
                        "bench",
                        "--quick",
                        "--suite",
                        suites,
                        "--output",
                        "json",
                        "--results",
                        results.toString());
        assertThat(exitCode).as(terminal.err()).isZero();
        return JSON.readTree(terminal.out());
    }

    private static boolean positive(JsonNode report, String... names) {
        return List.of(names).stream().allMatch(name -> report.path(name).asDouble() > 0);
    }
}
