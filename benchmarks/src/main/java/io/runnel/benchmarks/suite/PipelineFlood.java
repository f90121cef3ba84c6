package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.measure.Contest;
import io.runnel.benchmarks.measure.Contestant;
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

    /** Tickets, and what else there is. */
    private record Beside(String name, Measurement measurement) implements Contestant<Latencies> {
        @FunctionalInterface
        private interface Measurement {
            Latencies measure() throws InterruptedException;
        }

        @Override
        public Latencies run() throws InterruptedException {
            return measurement.measure();
        }
    }

    /**
     * Measures tickets at a quarter of their full load, alone and beside the flood.
     *
     * @param perSecond documents per second under full load, by part
     */
    void measure(Map<Part, Double> perSecond) throws InterruptedException {
        double rate = QUIET_LOAD * perSecond.get(Part.TICKETS);
        List<Beside> contestants =
                List.of(
                        new Beside(NOTHING, () -> tickets(rate)),
                        new Beside(FLOOD, () -> flooded(rate)));
        Map<String, List<Latencies>> measured =
                new Contest(0, workshop.effort().repeats())
                        .run(
                                contestants,
                                workshop.progress(),
                                seen -> "p99 %,.0f ms".formatted(seen.percentile(99)));
        Table table =
                Columns.table(
                        "pipeline_flood",
                        "Tickets at 25 % load, end to end, at-least-once, alone and while the job for"
                                + " transcripts has more than it can take",
                        List.of(Table.text("beside", "Beside")),
                        Seen.columns());
        for (Beside one : contestants) {
            table.add(Seen.of(measured.get(one.name())).rowOf(one.name()));
        }
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
}
