package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.measure.Arrivals;
import io.runnel.benchmarks.measure.Contest;
import io.runnel.benchmarks.measure.Contestant;
import io.runnel.benchmarks.measure.Latencies;
import io.runnel.benchmarks.pipeline.Feed;
import io.runnel.benchmarks.pipeline.Pipeline;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import io.runnel.jobs.options.DocumentFormat;
import io.runnel.jobs.options.Guarantee;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Whether a flood of transcripts holds up tickets, when both jobs share one engine. */
final class PipelineFlood {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
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

    /** Tickets, and what else there is; they arrive otherwise in each run. */
    private record Beside(String name, Measurement measurement, AtomicLong seed)
            implements Contestant<Latencies> {
        @FunctionalInterface
        private interface Measurement {
            Latencies measure(long seed) throws InterruptedException;
        }

        @Override
        public Latencies run() throws InterruptedException {
            return measurement.measure(seed.incrementAndGet());
        }
    }

    /**
     * Measures tickets at a quarter of their full load, alone and beside the flood.
     *
     * @param perSecond documents per second under full load, by part
     */
    void measure(Map<Part, Double> perSecond) throws InterruptedException {
        pipeline.only(List.of(feed(Part.TICKETS), feed(Part.TRANSCRIPTS)));
        double rate = QUIET_LOAD * perSecond.get(Part.TICKETS);
        List<Beside> contestants =
                List.of(
                        new Beside(NOTHING, seed -> tickets(rate, seed), new AtomicLong(SEED)),
                        new Beside(FLOOD, seed -> flooded(rate, seed), new AtomicLong(SEED)));
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

    /** Fails if the flood does: then there is nothing to compare. */
    private Latencies flooded(double rate, long seed) throws InterruptedException {
        Feed transcripts = feed(Part.TRANSCRIPTS);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread flooding =
                new Thread(
                        () -> {
                            try {
                                while (!over.get()) {
                                    transcripts.once(() -> begun.complete(null));
                                }
                                ended.complete(null);
                            } catch (RuntimeException | InterruptedException | Error e) {
                                begun.completeExceptionally(e);
                                ended.completeExceptionally(e);
                            }
                        },
                        "bench-flood");
        flooding.setDaemon(true);
        flooding.start();
        try {
            awaitFlood(begun);
            Latencies seen = tickets(rate, seed);
            over.set(true);
            awaitFlood(ended);
            return seen;
        } finally {
            over.set(true);
            flooding.join(PATIENCE.toMillis());
        }
    }

    private static void awaitFlood(CompletableFuture<Void> step) throws InterruptedException {
        try {
            step.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The flood of transcripts failed: " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "The flood of transcripts has no outcome after "
                            + PATIENCE.toSeconds()
                            + " s; expected it under way beside the tickets, and over after them.",
                    e);
        }
    }

    private Latencies tickets(double rate, long seed) throws InterruptedException {
        Arrivals arrivals =
                Arrivals.poisson(
                        rate,
                        workshop.effort().loadTime(),
                        workshop.effort().leastArrivals(),
                        seed);
        return feed(Part.TICKETS).open(arrivals).latencies();
    }

    private Feed feed(Part part) {
        return PipelineThroughput.feed(
                workshop, pipeline, part, Guarantee.AT_LEAST_ONCE, DocumentFormat.JSON);
    }
}
