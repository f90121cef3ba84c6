package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.benchmarks.engine.EngineResult;
import io.runnel.benchmarks.engine.OpenLoad;
import io.runnel.benchmarks.report.LineChart;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import java.util.List;
import java.util.Map;

/** How long documents take in the engine while others do not wait for them. */
final class EngineLatency {
    private static final long SEED = 11;
    private static final double QUIET_LOAD = 0.25;

    private final Workshop workshop;
    private final SuiteReport report;

    EngineLatency(Workshop workshop, SuiteReport report) {
        this.workshop = workshop;
        this.report = report;
    }

    /**
     * Every load that the effort names.
     *
     * @param fullLoad documents per second by part
     */
    void loads(Map<Part, Double> fullLoad) throws InterruptedException {
        Table table =
                Columns.table(
                        "engine_latency",
                        "Latency under load; documents arrive at random (Poisson), times count from"
                                + " the arrival",
                        List.of(
                                Table.text("part", "Documents"),
                                Table.number("load", "Load", 2),
                                Table.number("offered_per_second", "Offered/s", 1),
                                Table.number("answered_per_second", "Answered/s", 1)),
                        latencyColumns());
        LineChart chart = new LineChart("Latency in the engine", "share of the full load", "ms");
        List<Part> parts = List.of(Part.TICKETS, Part.ALL);
        workshop.progress().expect(parts.size() * workshop.effort().loads().size());
        for (Part part : parts) {
            for (double load : workshop.effort().loads()) {
                double rate = load * fullLoad.get(part);
                workshop.progress().next("%s at %.0f %% load".formatted(part.label(), 100 * load));
                EngineResult result = open(EngineThroughput.sample(workshop, part), rate).run();
                workshop.progress().result(shown(result));
                table.add(
                        Columns.row(
                                part.label(),
                                load,
                                rate,
                                result.work().documentsPerSecond(),
                                result.latencies().percentile(50),
                                result.latencies().percentile(95),
                                result.latencies().percentile(99),
                                result.latencies().max(),
                                result.queue().percentile(50),
                                result.queue().percentile(99),
                                result.counted().rowsPerRun(),
                                result.counted().padding()));
                chart.point(part.label() + ", p50", load, result.latencies().percentile(50));
                chart.point(part.label() + ", p99", load, result.latencies().percentile(99));
            }
        }
        report.table(table).plot("engine-latency", "Latency by load", chart.svg());
    }

    /** Whether long transcripts hold up tickets. */
    void flood(Map<Part, Double> fullLoad) throws InterruptedException {
        Table table =
                Columns.table(
                        "engine_flood",
                        "Tickets at 25 % load, alone and beside as many transcripts as the engine"
                                + " takes",
                        List.of(Table.text("beside", "Beside")),
                        latencyColumns());
        double rate = QUIET_LOAD * fullLoad.get(Part.TICKETS);
        List<PreparedDocument> tickets = EngineThroughput.sample(workshop, Part.TICKETS);
        OpenLoad.Flood nothing = new OpenLoad.Flood(List.of(), 1);
        OpenLoad.Flood transcripts =
                new OpenLoad.Flood(
                        EngineThroughput.sample(workshop, Part.TRANSCRIPTS),
                        workshop.effort().window());
        workshop.progress().expect(2);
        for (Map.Entry<String, OpenLoad.Flood> beside :
                List.of(Map.entry("nothing", nothing), Map.entry("transcripts", transcripts))) {
            workshop.progress().next("tickets beside " + beside.getKey());
            EngineResult result = open(tickets, rate).run(beside.getValue());
            workshop.progress().result(shown(result));
            table.add(
                    Columns.row(
                            beside.getKey(),
                            result.latencies().percentile(50),
                            result.latencies().percentile(95),
                            result.latencies().percentile(99),
                            result.latencies().max(),
                            result.queue().percentile(50),
                            result.queue().percentile(99),
                            result.counted().rowsPerRun(),
                            result.counted().padding()));
        }
        report.table(table);
    }

    private OpenLoad open(List<PreparedDocument> documents, double rate) {
        return new OpenLoad(workshop.engine(), documents, rate, workshop.effort().loadTime(), SEED);
    }

    private static List<Table.Column> latencyColumns() {
        return List.of(
                Table.number("p50_ms", "p50, ms", 1),
                Table.number("p95_ms", "p95, ms", 1),
                Table.number("p99_ms", "p99, ms", 1),
                Table.number("max_ms", "max, ms", 1),
                Table.number("queue_p50_ms", "Queue p50, ms", 1),
                Table.number("queue_p99_ms", "Queue p99, ms", 1),
                Table.number("rows_per_run", "Rows of a run", 2),
                Table.number("padding_ratio", "Padded ÷ real", 3));
    }

    private static String shown(EngineResult result) {
        return "p50 %.1f ms, p99 %.1f ms"
                .formatted(result.latencies().percentile(50), result.latencies().percentile(99));
    }
}
