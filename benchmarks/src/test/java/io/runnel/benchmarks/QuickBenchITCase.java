package io.runnel.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the one suite that takes seconds; {@link QuickBenchClusterITCase} has the others. */
class QuickBenchITCase {
    private final TestTerminal terminal = new TestTerminal();

    @BeforeAll
    static void useTheModelsOfTheCheckout() {
        BundledPack.use();
    }

    @Test
    void measuresTheCeilingAndWritesAReportWithPlots(@TempDir Path results) throws IOException {
        int exitCode =
                terminal.run(
                        "bench",
                        "--quick",
                        "--suite",
                        "ceiling",
                        "--corpus-size",
                        "0.2",
                        "--rounds",
                        "1",
                        "--output",
                        "json",
                        "--results",
                        results.toString());
        assertThat(exitCode).as(terminal.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(terminal.out());
        assertThat(report.path("run").path("machine").path("processors").asInt()).isPositive();
        assertThat(report.path("suites").path("ceiling").path("plans")).isNotEmpty();
        assertThat(report.path("run").path("versions").path("commit").asText()).isNotEmpty();
        assertThat(results.resolve("quick-ceiling-partial.json")).doesNotExist();
        for (JsonNode plan : report.path("suites").path("ceiling").path("plans")) {
            assertThat(plan.path("tokens_per_second").asDouble()).isPositive();
        }
        assertThat(Files.readString(results.resolve("quick-ceiling.md")))
                .contains("quick-ceiling-ceiling-plans.svg");
        assertThat(results.resolve("quick-ceiling-ceiling-plans.svg")).isNotEmptyFile();
        assertThat(results.resolve("quick-ceiling.json")).isNotEmptyFile();
    }
}
