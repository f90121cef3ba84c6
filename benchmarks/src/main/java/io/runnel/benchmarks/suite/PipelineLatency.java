package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.benchmarks.measure.Arrivals;
import io.runnel.benchmarks.measure.Contest;
import io.runnel.benchmarks.measure.Contestant;
import io.runnel.benchmarks.measure.Spread;
import io.runnel.benchmarks.measure.Work;
import io.runnel.benchmarks.pipeline.Feed;
import io.runnel.benchmarks.pipeline.OwnRuns;
import io.runnel.benchmarks.pipeline.Pipeline;
import io.runnel.benchmarks.pipeline.PipelineResult;
import io.runnel.benchmarks.report.Ratio;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import io.runnel.jobs.options.DocumentFormat;
import io.runnel.jobs.options.Guarantee;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

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

    /** Documents of a part that arrive at a rate, under a guarantee; otherwise in each run. */
    private record Loaded(
            Part part,
            Guarantee guarantee,
            double perSecond,
            Pipeline pipeline,
            Feed feed,
            LongFunction<Arrivals> arrivals,
            AtomicLong seed)
            implements Contestant<PipelineResult> {
        @Override
        public String name() {
            return part.label() + " at 50 % load, " + guarantee;
        }

        @Override
        public PipelineResult run() throws InterruptedException {
            pipeline.only(List.of(feed));
            return feed.open(arrivals.apply(seed.incrementAndGet()));
        }
    }

    /**
     * Each part in both guarantees.
     *
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
                                Table.number("offered_tokens_per_second", "Tokens offered/s", 0)),
                        Seen.columns());
        List<Loaded> contestants = new ArrayList<>();
        for (Part part : Part.values()) {
            for (Guarantee guarantee : Guarantee.values()) {
                contestants.add(loaded(part, guarantee, LOAD * perSecond.get(part)));
            }
        }
        Map<String, List<PipelineResult>> measured =
                new Contest(0, workshop.effort().repeats())
                        .run(
                                contestants,
                                workshop.progress(),
                                result ->
                                        "p99 %,.0f ms"
                                                .formatted(result.latencies().percentile(99)));
        double ticketP99 = 0;
        for (Loaded one : contestants) {
            List<PipelineResult> results = measured.get(one.name());
            Seen seen = Seen.of(results.stream().map(PipelineResult::latencies).toList());
            Work work = results.get(0).work();
            table.add(
                    seen.rowOf(
                            one.part().label(),
                            one.guarantee().toString(),
                            one.perSecond(),
                            one.perSecond() * work.tokens() / work.documents()));
            if (one.part() == Part.TICKETS && one.guarantee() == Guarantee.AT_LEAST_ONCE) {
                ticketP99 = seen.together().percentile(99);
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

    private Loaded loaded(Part part, Guarantee guarantee, double perSecond) {
        Feed feed =
                PipelineThroughput.feed(workshop, pipeline, part, guarantee, DocumentFormat.JSON);
        Duration time = time(guarantee);
        int least = workshop.effort().leastArrivals();
        return new Loaded(
                part,
                guarantee,
                perSecond,
                pipeline,
                feed,
                seed -> Arrivals.poisson(perSecond, time, least, seed),
                new AtomicLong(SEED));
    }

    /** As long as a checkpoint takes to come, where that decides when a result can be seen. */
    private Duration time(Guarantee guarantee) {
        Duration atLeast = workshop.conditions().checkpointInterval();
        Duration usual = workshop.effort().loadTime();
        return switch (guarantee) {
            case AT_LEAST_ONCE -> usual;
            case EXACTLY_ONCE -> usual.compareTo(atLeast) > 0 ? usual : atLeast;
        };
    }

    private void ownRuns(double ticketP99) {
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
