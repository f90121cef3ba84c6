package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.benchmarks.measure.Spread;
import io.runnel.benchmarks.pipeline.OwnRuns;
import io.runnel.benchmarks.pipeline.Pipeline;
import io.runnel.benchmarks.pipeline.PipelineResult;
import io.runnel.benchmarks.report.Ratio;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import io.runnel.jobs.options.DocumentFormat;
import io.runnel.jobs.options.Guarantee;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** From a document's time of sending until a reader of committed records sees its outcome. */
final class PipelineLatency {
    private static final double LOAD = 0.5;
    private static final long SEED = 13;
    private static final int OWN_RUNS = 400;

    private final Workshop workshop;
    private final Pipeline pipeline;
    private final SuiteReport report;

    PipelineLatency(Workshop workshop, Pipeline pipeline, SuiteReport report) {
        this.workshop = workshop;
        this.pipeline = pipeline;
        this.report = report;
    }

    /**
     * @param perSecond documents per second under full load, by part
     */
    void measure(Map<Part, Double> perSecond) throws InterruptedException {
        Table table =
                Columns.table(
                        "pipeline_latency",
                        "End to end at 50 % load; documents arrive at random (Poisson), times count"
                                + " from the arrival",
                        List.of(
                                Table.text("documents", "Documents"),
                                Table.text("guarantee", "Guarantee"),
                                Table.number("offered_per_second", "Offered/s", 1),
                                Table.number("documents_measured", "Measured", 0),
                                Table.number("p50_ms", "p50, ms", 1),
                                Table.number("p95_ms", "p95, ms", 1),
                                Table.number("p99_ms", "p99, ms", 1),
                                Table.number("max_ms", "max, ms", 1)));
        workshop.progress().expect(Part.values().length * Guarantee.values().length);
        double ticketP99 = 0;
        for (Part part : Part.values()) {
            double rate = LOAD * perSecond.get(part);
            for (Guarantee guarantee : Guarantee.values()) {
                workshop.progress().next(part.label() + " at 50 % load, " + guarantee);
                PipelineResult result =
                        PipelineThroughput.feed(
                                        workshop, pipeline, part, guarantee, DocumentFormat.JSON)
                                .open(rate, time(guarantee), SEED);
                double p99 = result.latencies().percentile(99);
                workshop.progress().result("p99 %,.0f ms".formatted(p99));
                table.add(
                        Columns.row(
                                part.label(),
                                guarantee.toString(),
                                rate,
                                result.work().documents(),
                                result.latencies().percentile(50),
                                result.latencies().percentile(95),
                                p99,
                                result.latencies().max()));
                if (part == Part.TICKETS && guarantee == Guarantee.AT_LEAST_ONCE) {
                    ticketP99 = p99;
                }
            }
        }
        report.table(table)
                .note(
                        "With exactly-once, what is written can be seen with the next checkpoint"
                                + " only: every "
                                + workshop.conditions().checkpointInterval().toMillis() / 1e3
                                + " s here.");
        ownRuns(ticketP99);
    }

    /** Long enough for a few checkpoints, where they decide when a result can be seen. */
    private Duration time(Guarantee guarantee) {
        Duration atLeast = workshop.conditions().checkpointInterval().multipliedBy(3);
        Duration usual = workshop.effort().loadTime();
        return switch (guarantee) {
            case AT_LEAST_ONCE -> usual;
            case EXACTLY_ONCE -> usual.compareTo(atLeast) > 0 ? usual : atLeast;
        };
    }

    private void ownRuns(double ticketP99) throws InterruptedException {
        List<PreparedDocument> tickets = workshop.corpus().of(Part.TICKETS);
        List<Double> millis =
                OwnRuns.millis(
                        tickets.subList(0, Math.min(OWN_RUNS, tickets.size())),
                        workshop.corpus().model());
        double mean = millis.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        Table table =
                Columns.table(
                        "ticket_own_run",
                        "The model run of a ticket alone, on one thread, ms",
                        List.of(
                                Table.number("mean_ms", "mean", 2),
                                Table.number("p50_ms", "p50", 2),
                                Table.number("p99_ms", "p99", 2)));
        table.add(Columns.row(mean, Spread.quantile(millis, 0.5), Spread.quantile(millis, 0.99)));
        report.table(table)
                .ratio(Ratio.TICKET_P99_TO_MODEL_RUN, ticketP99 / mean)
                .note(
                        "The figure for a ticket's p99 is the p99 of all tickets at 50 % load,"
                                + " at-least-once, in times of the mean run of a ticket alone.");
    }
}
