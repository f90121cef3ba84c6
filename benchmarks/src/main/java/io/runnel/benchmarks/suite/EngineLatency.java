package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.benchmarks.engine.EngineDifference;
import io.runnel.benchmarks.engine.EngineResult;
import io.runnel.benchmarks.engine.OpenLoad;
import io.runnel.benchmarks.measure.Contest;
import io.runnel.benchmarks.measure.Contestant;
import io.runnel.benchmarks.measure.Latencies;
import io.runnel.benchmarks.measure.Spread;
import io.runnel.benchmarks.report.LineChart;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** How long documents take in the engine while others do not wait for them. */
final class EngineLatency {
    private static final long SEED = 11;
    private static final double QUIET_LOAD = 0.25;

    /**
     * So many times all transcripts of the sample are in flight: seconds of work for all CPUs,
     * which must be done when the measurement is over.
     */
    private static final int FLOOD_SAMPLES = 2;

    private static final List<Part> PARTS = List.of(Part.TICKETS, Part.ALL);

    private final Workshop workshop;
    private final SuiteReport report;

    EngineLatency(Workshop workshop, SuiteReport report) {
        this.workshop = workshop;
        this.report = report;
    }

    /** Documents of a part that arrive at a share of their full load. */
    private record Loaded(Part part, double load, OpenLoad open, AtomicLong seed)
            implements Contestant<EngineResult> {
        @Override
        public String name() {
            return "%s at %.0f %% load".formatted(part.label(), 100 * load);
        }

        @Override
        public EngineResult run() throws InterruptedException {
            return open.seed(seed.incrementAndGet()).run();
        }
    }

    /** Tickets beside other documents. */
    private record Beside(String name, OpenLoad tickets, OpenLoad.Flood flood, AtomicLong seed)
            implements Contestant<EngineResult> {
        @Override
        public EngineResult run() throws InterruptedException {
            return tickets.seed(seed.incrementAndGet()).run(flood);
        }
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
                                Table.number("offered_tokens_per_second", "Tokens offered/s", 0),
                                Table.number("answered_per_second", "Answered/s", 1)),
                        Seen.columns(),
                        queueColumns(),
                        batchColumns());
        LineChart chart = new LineChart("Latency in the engine", "share of the full load", "ms");
        List<Loaded> contestants = new ArrayList<>();
        for (Part part : PARTS) {
            for (double load : workshop.effort().loads()) {
                contestants.add(
                        new Loaded(
                                part,
                                load,
                                open(part, load * fullLoad.get(part)),
                                new AtomicLong(SEED)));
            }
        }
        Map<String, List<EngineResult>> measured = contest(contestants);
        for (Loaded one : contestants) {
            List<EngineResult> results = measured.get(one.name());
            Seen seen = seen(results);
            List<Object> row =
                    seen.rowOf(
                            one.part().label(),
                            one.load(),
                            one.open().documentsPerSecond(),
                            one.open().tokensPerSecond(),
                            Spread.of(
                                            results.stream()
                                                    .map(run -> run.work().documentsPerSecond())
                                                    .toList())
                                    .median());
            row.addAll(queue(results));
            row.addAll(batches(results));
            table.add(row);
            chart.point(one.part().label() + ", p50", one.load(), seen.together().percentile(50));
            chart.point(
                    one.part().label() + ", p99",
                    one.load(),
                    seen.together().percentile(99),
                    seen.p99().min(),
                    seen.p99().max());
        }
        report.table(table).plot("engine-latency", "Latency by load", chart.svg());
    }

    /** Whether long transcripts hold up tickets. */
    void flood(Map<Part, Double> fullLoad) throws InterruptedException {
        Table table =
                Columns.table(
                        "engine_flood",
                        "Tickets at 25 % load, alone and beside more transcripts than the engine can"
                                + " take",
                        List.of(Table.text("beside", "Beside")),
                        Seen.columns(),
                        queueColumns());
        OpenLoad tickets = open(Part.TICKETS, QUIET_LOAD * fullLoad.get(Part.TICKETS));
        List<PreparedDocument> transcripts = EngineThroughput.sample(workshop, Part.TRANSCRIPTS);
        List<Beside> contestants =
                List.of(
                        new Beside(
                                "nothing",
                                tickets,
                                new OpenLoad.Flood(List.of(), 1),
                                new AtomicLong(SEED)),
                        new Beside(
                                "transcripts",
                                tickets,
                                new OpenLoad.Flood(transcripts, FLOOD_SAMPLES * transcripts.size()),
                                new AtomicLong(SEED)));
        Map<String, List<EngineResult>> measured = contest(contestants);
        for (Beside one : contestants) {
            List<EngineResult> results = measured.get(one.name());
            List<Object> row = seen(results).rowOf(one.name());
            row.addAll(queue(results));
            table.add(row);
        }
        report.table(table);
    }

    private Map<String, List<EngineResult>> contest(
            List<? extends Contestant<EngineResult>> contestants) throws InterruptedException {
        return new Contest(0, workshop.effort().repeats())
                .run(contestants, workshop.progress(), EngineLatency::shown);
    }

    private OpenLoad open(Part part, double perSecond) {
        return new OpenLoad(
                workshop.engine(),
                EngineThroughput.sample(workshop, part),
                perSecond,
                workshop.effort().loadTime(),
                workshop.effort().leastArrivals(),
                SEED);
    }

    private static Seen seen(List<EngineResult> results) {
        return Seen.of(results.stream().map(EngineResult::latencies).toList());
    }

    private static List<Table.Column> queueColumns() {
        return List.of(
                Table.number("queue_p50_ms", "Queue p50, ms", 1),
                Table.number("queue_p99_ms", "Queue p99, ms", 1));
    }

    private static List<Object> queue(List<EngineResult> results) {
        Latencies queue = Latencies.together(results.stream().map(EngineResult::queue).toList());
        return List.of(queue.percentile(50), queue.percentile(99));
    }

    /** Of everything that the engine ran, so for a part that ran alone. */
    private static List<Table.Column> batchColumns() {
        return List.of(
                Table.number("rows_per_run", "Rows of a run", 2),
                Table.number("padding_ratio", "Padded ÷ real", 3));
    }

    private static List<Object> batches(List<EngineResult> results) {
        EngineDifference last = results.get(results.size() - 1).counted();
        return List.of(last.rowsPerRun(), last.padding());
    }

    private static String shown(EngineResult result) {
        return "p50 %.1f ms, p99 %.1f ms"
                .formatted(result.latencies().percentile(50), result.latencies().percentile(99));
    }
}
