package io.runnel.benchmarks;

import io.runnel.benchmarks.corpus.Corpus;
import io.runnel.benchmarks.corpus.PreparedCorpus;
import io.runnel.benchmarks.machine.Commit;
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
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One run of the benchmarks.
 *
 * @param command what was typed, for the report
 * @param checkout whose commit is told, where it is one
 * @param patience how long the machine may be busy with other things before it is measured
 */
record Bench(
        String command,
        List<Suite> suites,
        Corpus corpus,
        Effort effort,
        Conditions conditions,
        Path checkout,
        Duration patience) {

    /**
     * Runs the suites, one after another, in their order. One that fails is reported as such, and
     * the others go on.
     *
     * @param keep gets the report after every suite, and what there is of it when the run ends
     *     early, whatever ended it: what has been measured is not lost
     */
    Report run(TerminalProgress progress, Clock clock, Consumer<Report> keep)
            throws InterruptedException {
        Instant started = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> machine = Machine.ofProcess().facts();
        long start = System.nanoTime();
        describe(machine, progress);
        QuietMachine.await(patience, progress);
        progress.say("Preparing the documents.");
        PreparedCorpus prepared = PreparedCorpus.of(corpus, tasks(), conditions.engine());
        try (TemporaryFolder folder = TemporaryFolder.create("runnel-bench-")) {
            Workshop workshop = new Workshop(prepared, effort, conditions, progress, folder.path());
            Map<String, Object> versions = Versions.of(prepared.model());
            versions.put("commit", Commit.of(checkout).orElse("no git checkout"));
            Map<String, Object> documents = prepared.facts();
            List<SuiteReport> reports = new ArrayList<>();
            Supplier<Report> soFar =
                    () ->
                            new Report(
                                    new RunFacts(
                                            command,
                                            started.toString(),
                                            (System.nanoTime() - start) / 1e9,
                                            machine,
                                            versions,
                                            workshop.facts(),
                                            documents),
                                    reports);
            boolean complete = false;
            try {
                for (Suite suite : suites) {
                    progress.suite(suite.toString());
                    SuiteReport report = suite.measuring().report();
                    reports.add(report);
                    measure(suite, workshop, report);
                    keep.accept(soFar.get());
                }
                complete = true;
            } finally {
                if (!complete) {
                    keep.accept(soFar.get());
                }
            }
            return soFar.get();
        } finally {
            progress.finish();
        }
    }

    private static void measure(Suite suite, Workshop workshop, SuiteReport report)
            throws InterruptedException {
        long start = System.nanoTime();
        try {
            workshop.part(
                    "suite " + suite, report, () -> suite.measuring().measure(workshop, report));
        } finally {
            report.took((System.nanoTime() - start) / 1e9);
        }
        report.otherLoad(QuietMachine.others());
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
