package io.runnel.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void hasTheFiguresAtItsTopLevelUnderTheNamesOfTheIssue() {
        assertThat(Arrays.stream(Ratio.values()).map(Ratio::key))
                .containsExactly(
                        "engine_to_ceiling",
                        "pipeline_to_ceiling",
                        "pipeline_to_record_by_record",
                        "pipeline_to_best_peer",
                        "pipeline_to_bare_python_same_pack",
                        "micro_dollars_per_thousand_documents",
                        "padding_ratio",
                        "four_heads_to_one",
                        "ticket_p99_to_model_run",
                        "warm_start_seconds");
    }

    @Test
    void leavesOutFiguresOfSuitesThatWereNotRun() throws IOException {
        JsonNode json = JSON.readTree(report().json());
        assertThat(json.path("engine_to_ceiling").asDouble()).isEqualTo(0.97);
        assertThat(json.has("pipeline_to_ceiling")).isFalse();
        assertThat(json.path("run").path("machine").path("cpu_model").asText())
                .isEqualTo("Example CPU");
        assertThat(json.path("run").path("command").asText()).isEqualTo("./runnel bench");
    }

    @Test
    void saysWhatFailedBesideEverythingElse(@TempDir Path folder) throws IOException {
        Report report = report();
        report.suites().get(0).failure("latency: the engine failed.\nIts log");
        assertThat(report.failures()).containsExactly("latency: the engine failed.\nIts log");
        JsonNode suite = JSON.readTree(report.json()).path("suites").path("engine");
        assertThat(suite.path("failures")).hasSize(1);
        assertThat(suite.path("speeds")).hasSize(2);
        assertThat(Files.readString(report.write(folder, "report").get(0)))
                .contains("- **Not measured:** latency: the engine failed.\n")
                .doesNotContain("Its log");
    }

    @Test
    void aReportThatIsNotWantedAnyMoreTakesItsPlotsWithItAndNoOther(@TempDir Path folder) {
        report().write(folder, "report");
        report().write(folder, "report-partial");
        Report.delete(folder, "report-partial");
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("report.md", "report.json", "report-speeds.svg");
    }

    @Test
    void keepsNumbersInJsonAsTheyWereMeasured() throws IOException {
        JsonNode rows = JSON.readTree(report().json()).path("suites").path("engine").path("speeds");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).path("speed").asDouble()).isEqualTo(12_345.678);
        assertThat(rows.get(1).path("speed").isNull()).isTrue();
    }

    @Test
    void tellsPeopleRoundedNumbersAndWhetherAimsWereReached(@TempDir Path folder)
            throws IOException {
        List<Path> files = report().write(folder, "report");
        assertThat(files)
                .containsExactly(
                        folder.resolve("report.md"),
                        folder.resolve("report.json"),
                        folder.resolve("report-speeds.svg"));
        assertThat(Files.readString(files.get(0)))
                .contains("| engine ÷ ceiling (tokens/s, full load) | 0.970 | ≥ 0.95 | reached |")
                .contains("| padded tokens ÷ real tokens, tickets | 1.200 | ≤ 1.10 | missed |")
                .contains("| tickets | 12,346 |")
                .contains("| transcripts | – |")
                .contains("| --- | ---: |")
                .contains("![How fast](report-speeds.svg)");
    }

    @Test
    void refusesARowThatDoesNotFitItsTable() {
        Table table = Table.of("t", "T", Table.text("a", "A"));
        assertThatThrownBy(() -> table.add(List.of("x", "y")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 columns");
    }

    private static Report report() {
        Table table =
                Table.of(
                        "speeds",
                        "Speeds",
                        Table.text("part", "Documents"),
                        Table.number("speed", "Tokens/s", 0));
        table.add(List.of("tickets", 12_345.678));
        table.add(Arrays.asList("transcripts", null));
        SuiteReport suite =
                new SuiteReport("engine", "How it was measured.")
                        .table(table)
                        .plot("speeds", "How fast", "<svg/>")
                        .ratio(Ratio.ENGINE_TO_CEILING, 0.97)
                        .ratio(Ratio.PADDING_RATIO, 1.2);
        RunFacts facts =
                new RunFacts(
                        "./runnel bench",
                        "2026-01-01T00:00:00Z",
                        12.5,
                        Map.of("cpu_model", "Example CPU"),
                        Map.of(),
                        Map.of(),
                        Map.of("tickets", Map.of("documents", 3)));
        return new Report(facts, List.of(suite));
    }
}
