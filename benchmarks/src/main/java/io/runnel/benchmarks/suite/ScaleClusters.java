package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.benchmarks.machine.Machine;
import io.runnel.benchmarks.measure.Contest;
import io.runnel.benchmarks.measure.Spread;
import io.runnel.benchmarks.measure.Work;
import io.runnel.benchmarks.pipeline.BrokerProcess;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import io.runnel.benchmarks.scale.ClusterRun;
import io.runnel.schemas.document.DocumentType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One and two TaskManager processes with more and more CPUs; then what that means for a load. */
final class ScaleClusters {
    private final Workshop workshop;
    private final SuiteReport report;

    ScaleClusters(Workshop workshop, SuiteReport report) {
        this.workshop = workshop;
        this.report = report;
    }

    void measure() throws InterruptedException {
        workshop.progress().say("Starting a broker; each cluster is started for its own runs.");
        try (BrokerProcess broker = BrokerProcess.start(workshop.folder().resolve("scale"))) {
            List<ClusterRun> runs = runs(broker);
            Map<String, List<ClusterRun.Result>> measured =
                    new Contest(0, workshop.effort().repeats())
                            .run(runs, workshop.progress(), ScaleClusters::shown);
            tell(runs, measured);
            new ScaleSizing(workshop, report).tell(runs, measured);
        }
    }

    private List<ClusterRun> runs(BrokerProcess broker) {
        Map<DocumentType, List<PreparedDocument>> documents = new EnumMap<>(DocumentType.class);
        for (DocumentType type : DocumentType.values()) {
            documents.put(type, EngineThroughput.sample(workshop, Part.of(type)));
        }
        ClusterRun.Setting setting =
                new ClusterRun.Setting(
                        broker,
                        workshop.engine(),
                        workshop.conditions().checkpointInterval(),
                        Machine.processors(),
                        workshop.folder().resolve("scale"),
                        workshop.deadLetters());
        List<ClusterRun> runs = new ArrayList<>();
        for (int workers : workers()) {
            runs.add(new ClusterRun(1, workers, setting, documents));
        }
        if (Machine.processors() > 1 && workshop.effort().clusters() == Effort.Clusters.ALL) {
            runs.add(new ClusterRun(2, Machine.processors() / 2, setting, documents));
        }
        return runs;
    }

    private Set<Integer> workers() {
        Set<Integer> workers = new LinkedHashSet<>();
        workers.add(1);
        if (workshop.effort().clusters() == Effort.Clusters.ALL) {
            for (int count = 2; count < Machine.processors(); count *= 2) {
                workers.add(count);
            }
            workers.add(Machine.processors());
        }
        return workers;
    }

    private void tell(List<ClusterRun> runs, Map<String, List<ClusterRun.Result>> measured) {
        Table table =
                Columns.table(
                        "clusters",
                        "TaskManager processes, as many slots for each job and workers as CPUs",
                        List.of(
                                Table.text("cluster", "Cluster"),
                                Table.text("documents", "Documents")),
                        Columns.spread("documents_per_second", "Documents/s", 1),
                        List.of(
                                Table.number("to_smallest", "÷ 1 CPU", 2),
                                Table.number("task_managers_mib", "TaskManagers, MiB", 0)));
        for (DocumentType type : DocumentType.values()) {
            double smallest = speed(measured.get(runs.get(0).name()), type).median();
            for (ClusterRun run : runs) {
                List<ClusterRun.Result> results = measured.get(run.name());
                Spread speed = speed(results, type);
                table.add(
                        Columns.row(
                                run.name(),
                                type.topic(),
                                speed,
                                speed.median() / smallest,
                                results.get(results.size() - 1).taskManagersMib()));
            }
        }
        report.table(table)
                .note(
                        "A worker is what a CPU is given to; Flink's, Kafka's and the broker's"
                                + " threads use what CPUs of the machine are left, so a cluster of"
                                + " 1 CPU looks better on a machine with more.");
    }

    /** Documents per second of a type. */
    static Spread speed(List<ClusterRun.Result> results, DocumentType type) {
        return Spread.of(
                results.stream()
                        .map(result -> result.works().get(type))
                        .map(Work::documentsPerSecond)
                        .toList());
    }

    private static String shown(ClusterRun.Result result) {
        StringBuilder shown = new StringBuilder();
        result.works()
                .forEach(
                        (type, work) ->
                                shown.append(shown.isEmpty() ? "" : ", ")
                                        .append(type.topic())
                                        .append(" %,.1f/s".formatted(work.documentsPerSecond())));
        return shown.toString();
    }
}
