package io.runnel.benchmarks.suite;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.benchmarks.corpus.CorpusSize;
import io.runnel.benchmarks.engine.ProbeRun;
import io.runnel.benchmarks.measure.Spread;
import io.runnel.benchmarks.report.Ratio;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Start and memory of the engine, in processes of its own. */
final class EngineStart {
    private static final CorpusSize FEW = new CorpusSize(200, 6, 60);

    private final Workshop workshop;
    private final SuiteReport report;

    EngineStart(Workshop workshop, SuiteReport report) {
        this.workshop = workshop;
        this.report = report;
    }

    void measure() throws InterruptedException {
        Path corpus = workshop.folder().resolve("probe-corpus");
        workshop.corpus().write(corpus);
        ProbeRun probe = new ProbeRun(corpus, FEW, workshop.engine(), workshop.folder());
        int starts = workshop.effort().starts();
        workshop.progress().expect(starts + 1);
        List<Double> started = new ArrayList<>();
        List<Double> answered = new ArrayList<>();
        for (int i = 1; i <= starts; i++) {
            workshop.progress().next("start " + i + " of " + starts);
            JsonNode found = probe.run("start-" + i, Duration.ZERO);
            started.add(found.path("start_seconds").asDouble());
            answered.add(found.path("first_answer_seconds").asDouble());
            workshop.progress().result("%.2f s".formatted(started.get(started.size() - 1)));
        }
        Table starting =
                Columns.table(
                        "engine_start",
                        "Start in a fresh process, files in the page cache, seconds",
                        List.of(Table.text("until", "Until")),
                        Columns.spread("seconds", "Seconds", 3));
        starting.add(Columns.row("models are loaded and warm", Spread.of(started)));
        starting.add(Columns.row("the first answer", Spread.of(answered)));
        report.table(starting).ratio(Ratio.WARM_START_SECONDS, Spread.of(started).median());
        workshop.progress().next("memory under load");
        JsonNode loaded = probe.run("memory", workshop.effort().loadTime().multipliedBy(3));
        workshop.progress()
                .result(
                        "%.0f MiB"
                                .formatted(loaded.path("loaded").path("resident_mib").asDouble()));
        memory(loaded);
    }

    private void memory(JsonNode found) {
        Table table =
                Columns.table(
                        "engine_memory",
                        "Memory of the process with "
                                + workshop.engine().workers()
                                + " workers, MiB",
                        List.of(
                                Table.text("when", "When"),
                                Table.number("resident_mib", "Resident", 0),
                                Table.number("heap_used_mib", "Heap, live", 0),
                                Table.number("heap_committed_mib", "Heap, committed", 0),
                                Table.number("jvm_mib", "Classes and code", 0),
                                Table.number("buffers_mib", "Buffers", 0),
                                Table.number("native_mib", "Native rest", 0)));
        for (String when : List.of("before", "started", "loaded")) {
            JsonNode memory = found.path(when);
            table.add(
                    Columns.row(
                            when,
                            memory.path("resident_mib").asDouble(),
                            memory.path("heap_used_mib").asDouble(),
                            memory.path("heap_committed_mib").asDouble(),
                            memory.path("jvm_mib").asDouble(),
                            memory.path("buffers_mib").asDouble(),
                            memory.path("native_mib").asDouble()));
        }
        report.table(table);
    }
}
