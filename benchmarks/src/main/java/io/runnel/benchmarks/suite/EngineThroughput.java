package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.ceiling.Ceiling;
import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.benchmarks.engine.EngineDifference;
import io.runnel.benchmarks.engine.EngineResult;
import io.runnel.benchmarks.engine.EngineRun;
import io.runnel.benchmarks.machine.Machine;
import io.runnel.benchmarks.measure.Contest;
import io.runnel.benchmarks.measure.Contestant;
import io.runnel.benchmarks.measure.Spread;
import io.runnel.benchmarks.measure.Work;
import io.runnel.benchmarks.report.LineChart;
import io.runnel.benchmarks.report.Ratio;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import io.runnel.inference.EngineSettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How much of the ceiling the engine reaches under full load. */
final class EngineThroughput {
    /**
     * The engine works on so many times as many tokens as the ceiling's plans: its end is ragged.
     */
    private static final int SAMPLES = 3;

    private static final String CEILING = "ceiling";

    private final Workshop workshop;
    private final SuiteReport report;
    private final Map<Part, Double> fullLoad = new EnumMap<>(Part.class);

    EngineThroughput(Workshop workshop, SuiteReport report) {
        this.workshop = workshop;
        this.report = report;
    }

    /**
     * Documents per second under full load, by part.
     *
     * @throws IllegalStateException unless {@link #parts()} has measured them
     */
    Map<Part, Double> fullLoad() {
        if (fullLoad.isEmpty()) {
            throw new IllegalStateException("The full load is not known: it was not measured.");
        }
        return fullLoad;
    }

    /** Each type alone, and all together, submitted as jobs do: one thread for each subtask. */
    void parts() throws InterruptedException {
        Table table =
                Columns.table(
                        "engine_parts",
                        "Full load, by type of document",
                        List.of(Table.text("part", "Documents")),
                        Columns.spread("share_of_ceiling", "Share of the ceiling", 3),
                        List.of(
                                Table.number("documents_per_second", "Documents/s", 1),
                                Table.number("tokens_per_second", "Tokens/s", 0),
                                Table.number("padding_ratio", "Padded ÷ real", 3),
                                Table.number("rows_per_run", "Rows of a run", 2),
                                Table.number("batch_fill", "Of the batch budget", 2)));
        EngineSettings settings = workshop.engine();
        try (Ceiling ceiling = Ceiling.load(workshop.corpus().model(), workshop.bestLayout())) {
            List<Contestant<EngineResult>> contestants = new ArrayList<>();
            for (Part part : Part.values()) {
                List<PreparedDocument> documents = sample(part);
                contestants.add(ceiling(ceiling, ceilingOf(part), part, documents));
                contestants.add(
                        new EngineRun(
                                part.label(),
                                settings,
                                workshop.conditions().parallelism(),
                                workshop.effort().window(),
                                documents));
            }
            Map<String, List<EngineResult>> measured =
                    contest(workshop.effort().contest(), contestants);
            for (Part part : Part.values()) {
                List<EngineResult> runs = measured.get(part.label());
                Spread share = share(runs, measured.get(ceilingOf(part)));
                EngineDifference counted = runs.get(runs.size() - 1).counted();
                fullLoad.put(part, documents(runs).median());
                table.add(
                        Columns.row(
                                part.label(),
                                share,
                                documents(runs).median(),
                                tokens(runs).median(),
                                counted.padding(),
                                counted.rowsPerRun(),
                                counted.fill(settings.batchMaxTokens())));
                if (part == Part.ALL) {
                    report.ratio(Ratio.ENGINE_TO_CEILING, share.median());
                }
                if (part == Part.TICKETS) {
                    report.ratio(Ratio.PADDING_RATIO, counted.padding());
                }
            }
        }
        report.table(table);
    }

    /** From one submitting thread to many, streaming as jobs do, or each waiting for its answer. */
    void submitters() throws InterruptedException {
        Table table =
                Columns.table(
                        "engine_submitters",
                        "Submitting threads, all types",
                        List.of(
                                Table.number("submitters", "Threads", 0),
                                Table.text("in_flight", "In flight")),
                        Columns.spread("share_of_ceiling", "Share of the ceiling", 3),
                        List.of(
                                Table.number("tokens_per_second", "Tokens/s", 0),
                                Table.number("padding_ratio", "Padded ÷ real", 3),
                                Table.number("rows_per_run", "Rows of a run", 2),
                                Table.number("queue_p50_ms", "Queue p50, ms", 1),
                                Table.number("queue_p99_ms", "Queue p99, ms", 1)));
        LineChart chart =
                new LineChart("The engine under full load", "submitting threads", "of the ceiling");
        Map<String, EngineRun> runs = new LinkedHashMap<>();
        List<PreparedDocument> documents = sample(Part.ALL);
        for (int submitters : workshop.effort().submitters()) {
            for (int window : new int[] {workshop.effort().window(), submitters}) {
                String name = submitters + " threads, " + window + " in flight";
                runs.putIfAbsent(
                        name,
                        new EngineRun(name, workshop.engine(), submitters, window, documents));
            }
        }
        try (Ceiling ceiling = Ceiling.load(workshop.corpus().model(), workshop.bestLayout())) {
            List<Contestant<EngineResult>> contestants = new ArrayList<>(runs.values());
            contestants.add(ceiling(ceiling, CEILING, Part.ALL, documents));
            Map<String, List<EngineResult>> measured =
                    contest(workshop.effort().contest().warm(), contestants);
            for (EngineRun run : runs.values()) {
                List<EngineResult> results = measured.get(run.name());
                Spread share = share(results, measured.get(CEILING));
                EngineResult last = results.get(results.size() - 1);
                boolean streaming = run.window() == workshop.effort().window();
                String flight = streaming ? run.window() + " together" : "1 each";
                table.add(
                        Columns.row(
                                run.submitters(),
                                flight,
                                share,
                                tokens(results).median(),
                                last.counted().padding(),
                                last.counted().rowsPerRun(),
                                last.queue().percentile(50),
                                last.queue().percentile(99)));
                chart.point(
                        streaming ? "streaming" : "waiting for each",
                        run.submitters(),
                        share.median(),
                        share.low(),
                        share.high());
            }
        }
        report.table(table)
                .plot(
                        "engine-submitters",
                        "Share of the ceiling by submitting threads",
                        chart.svg());
    }

    /** Batch budgets and threads: whether the defaults are the best. */
    void settings() throws InterruptedException {
        Table table =
                Columns.table(
                        "engine_settings",
                        "Settings of the engine, all types, full load",
                        List.of(
                                Table.number("workers", "Workers", 0),
                                Table.number("intra_op_threads", "Threads of a run", 0),
                                Table.number("batch_max_tokens", "Batch budget", 0)),
                        Columns.spread("tokens_per_second", "Tokens/s", 0),
                        List.of(
                                Table.number("padding_ratio", "Padded ÷ real", 3),
                                Table.number("run_ms", "A run, ms", 1)));
        Map<String, EngineRun> runs = new LinkedHashMap<>();
        List<PreparedDocument> documents = sample(Part.ALL);
        int processors = Machine.processors();
        for (int budget : workshop.effort().batchTokens()) {
            add(runs, processors, 1, budget, documents);
        }
        if (processors > 1) {
            add(runs, 1, processors, workshop.engine().batchMaxTokens(), documents);
            add(runs, 1, processors, 4 * workshop.engine().batchMaxTokens(), documents);
        }
        Map<String, List<EngineResult>> measured =
                contest(workshop.effort().contest().warm(), new ArrayList<>(runs.values()));
        for (EngineRun run : runs.values()) {
            List<EngineResult> results = measured.get(run.name());
            EngineDifference counted = results.get(results.size() - 1).counted();
            table.add(
                    Columns.row(
                            run.settings().workers(),
                            run.settings().intraOpThreads(),
                            run.settings().batchMaxTokens(),
                            tokens(results),
                            counted.padding(),
                            counted.runMillis()));
        }
        report.table(table)
                .note(
                        "Each worker has a copy of the model, as long as all copies fit into 256"
                                + " MiB; so 1 worker has 1.");
    }

    private void add(
            Map<String, EngineRun> runs,
            int workers,
            int threads,
            int budget,
            List<PreparedDocument> documents) {
        EngineSettings base = workshop.engine();
        EngineSettings other =
                new EngineSettings(
                        base.models(),
                        workers,
                        threads,
                        budget,
                        base.cacheMaxChars(),
                        base.runTimeout());
        String name = workers + " × " + threads + ", " + budget + " tokens";
        runs.put(
                name,
                new EngineRun(
                        name,
                        other,
                        workshop.conditions().parallelism(),
                        workshop.effort().window(),
                        documents));
    }

    private List<PreparedDocument> sample(Part part) {
        return sample(workshop, part);
    }

    /** The documents of a part that the engine works on. */
    static List<PreparedDocument> sample(Workshop workshop, Part part) {
        return workshop.corpus().sample(part, SAMPLES * workshop.effort().sampleTokens());
    }

    private Map<String, List<EngineResult>> contest(
            Contest contest, List<? extends Contestant<EngineResult>> contestants)
            throws InterruptedException {
        return contest.run(
                contestants,
                workshop.progress(),
                result -> "%,.0f tokens/s".formatted(result.work().tokensPerSecond()));
    }

    private static String ceilingOf(Part part) {
        return CEILING + ", " + part.label();
    }

    private Contestant<EngineResult> ceiling(
            Ceiling ceiling, String name, Part part, List<PreparedDocument> documents)
            throws InterruptedException {
        return ceiling.over(name, documents, workshop.bestPlan(part).maxTokens())
                .measuring(work -> new EngineResult(work, null, null, null));
    }

    private static Spread share(List<EngineResult> engine, List<EngineResult> ceiling) {
        return Contest.ratio(
                engine.stream().map(run -> run.work().tokensPerSecond()).toList(),
                ceiling.stream().map(run -> run.work().tokensPerSecond()).toList());
    }

    private static Spread tokens(List<EngineResult> runs) {
        return Spread.of(runs.stream().map(EngineResult::work).map(Work::tokensPerSecond).toList());
    }

    private static Spread documents(List<EngineResult> runs) {
        return Spread.of(
                runs.stream().map(EngineResult::work).map(Work::documentsPerSecond).toList());
    }
}
