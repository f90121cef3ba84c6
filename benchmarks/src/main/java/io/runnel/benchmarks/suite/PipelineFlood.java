package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.measure.Latencies;
import io.runnel.benchmarks.pipeline.Feed;
import io.runnel.benchmarks.pipeline.Pipeline;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import io.runnel.jobs.options.DocumentFormat;
import io.runnel.jobs.options.Guarantee;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Whether a flood of transcripts holds up tickets, when both jobs share one engine. */
final class PipelineFlood {
    private static final double QUIET_LOAD = 0.25;
    private static final long SEED = 19;
    private static final String NOTHING = "nothing";
    private static final String FLOOD = "a flood of transcripts";

    private final Workshop workshop;
    private final Pipeline pipeline;
    private final SuiteReport report;

    PipelineFlood(Workshop workshop, Pipeline pipeline, SuiteReport report) {
        this.workshop = workshop;
        this.pipeline = pipeline;
        this.report = report;
    }

    /**
     * Measures tickets at a quarter of their full load, alone and beside the flood.
     *
     * @param perSecond documents per second under full load, by part
     */
    void measure(Map<Part, Double> perSecond) throws InterruptedException {
        double rate = QUIET_LOAD * perSecond.get(Part.TICKETS);
        workshop.progress().expect(2);
        workshop.progress().next("tickets beside " + NOTHING);
        Latencies alone = tickets(rate);
        workshop.progress().result("p99 %,.0f ms".formatted(alone.percentile(99)));
        workshop.progress().next("tickets beside " + FLOOD);
        Latencies flooded = flooded(rate);
        workshop.progress().result("p99 %,.0f ms".formatted(flooded.percentile(99)));
        Table table =
                Columns.table(
                        "pipeline_flood",
                        "Tickets at 25 % load, end to end, at-least-once, alone and while the job for"
                                + " transcripts has more than it can take",
                        List.of(
                                Table.text("beside", "Beside"),
                                Table.number("p50_ms", "p50, ms", 1),
                                Table.number("p95_ms", "p95, ms", 1),
                                Table.number("p99_ms", "p99, ms", 1),
                                Table.number("max_ms", "max, ms", 1)));
        table.add(row(NOTHING, alone));
        table.add(row(FLOOD, flooded));
        report.table(table);
    }

    private Latencies flooded(double rate) throws InterruptedException {
        Feed transcripts = feed(Part.TRANSCRIPTS);
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<Exception> failure = new AtomicReference<>();
        Thread flooding =
                new Thread(
                        () -> {
                            try {
                                while (!over.get()) {
                                    transcripts.run();
                                }
                            } catch (RuntimeException | InterruptedException e) {
                                failure.set(e);
                            }
                        },
                        "bench-flood");
        flooding.start();
        try {
            return tickets(rate);
        } finally {
            over.set(true);
            flooding.join();
            if (failure.get() != null) {
                report.note("The flood of transcripts ended early: " + failure.get() + ".");
            }
        }
    }

    private Latencies tickets(double rate) throws InterruptedException {
        return feed(Part.TICKETS).open(rate, workshop.effort().loadTime(), SEED).latencies();
    }

    private Feed feed(Part part) {
        return PipelineThroughput.feed(
                workshop, pipeline, part, Guarantee.AT_LEAST_ONCE, DocumentFormat.JSON);
    }

    private static List<Object> row(String beside, Latencies latencies) {
        return Columns.row(
                beside,
                latencies.percentile(50),
                latencies.percentile(95),
                latencies.percentile(99),
                latencies.max());
    }
}
