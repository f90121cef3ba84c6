package io.runnel.benchmarks;

import io.runnel.benchmarks.corpus.Corpus;
import io.runnel.benchmarks.corpus.PreparedCorpus;
import io.runnel.benchmarks.machine.Machine;
import io.runnel.benchmarks.machine.Versions;
import io.runnel.benchmarks.report.Report;
import io.runnel.benchmarks.report.RunFacts;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.suite.Conditions;
import io.runnel.benchmarks.suite.Effort;
import io.runnel.benchmarks.suite.Suite;
import io.runnel.benchmarks.suite.Workshop;
import io.runnel.flink.EnrichmentSettings;
import io.runnel.jobs.command.JobArguments;
import io.runnel.jobs.local.TemporaryFolder;
import io.runnel.schemas.document.DocumentType;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One run of the benchmarks.
 *
 * @param command what was typed, for the report
 */
record Bench(
        String command, List<Suite> suites, Corpus corpus, Effort effort, Conditions conditions) {
    /** How busy the machine may be before it is measured, in parts of its CPUs. */
    private static final double QUIET = 0.25;

    /** Runs the suites, one after another, in their order. */
    Report run(TerminalProgress progress, Clock clock) throws InterruptedException {
        Instant started = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> machine = Machine.ofProcess().facts();
        long start = System.nanoTime();
        describe(machine, progress);
        progress.say("Preparing the documents.");
        PreparedCorpus prepared = PreparedCorpus.of(corpus, tasks(), conditions.engine());
        try (TemporaryFolder folder = TemporaryFolder.create("runnel-bench-")) {
            Workshop workshop = new Workshop(prepared, effort, conditions, progress, folder.path());
            List<SuiteReport> reports = new ArrayList<>();
            for (Suite suite : suites) {
                progress.suite(suite.toString());
                reports.add(suite.measuring().run(workshop));
            }
            RunFacts facts =
                    new RunFacts(
                            command,
                            started.toString(),
                            (System.nanoTime() - start) / 1e9,
                            machine,
                            Versions.of(prepared.model()),
                            workshop.facts(),
                            prepared.facts());
            return new Report(facts, reports);
        } finally {
            progress.finish();
        }
    }

    private static void describe(Map<String, Object> machine, TerminalProgress progress) {
        progress.say(
                "%s, %s processors, flags %s, %s GiB of memory, %s."
                        .formatted(
                                machine.get("cpu_model"),
                                machine.get("processors"),
                                machine.get("telling_cpu_flags"),
                                machine.get("memory_gib"),
                                machine.get("operating_system")));
        double load = Machine.loadAverage();
        if (load > QUIET * Machine.processors()) {
            progress.say(
                    "Careful: %.1f CPUs have been busy in the last minute; what else runs here is measured, too."
                            .formatted(load));
        }
    }

    /** What the jobs ask when nobody tells them otherwise. */
    private static Map<DocumentType, EnrichmentSettings> tasks() {
        Map<DocumentType, EnrichmentSettings> tasks = new EnumMap<>(DocumentType.class);
        for (DocumentType type : DocumentType.values()) {
            tasks.put(type, JobArguments.bounded(type, null, List.of()).settings().tasks());
        }
        return tasks;
    }
}
