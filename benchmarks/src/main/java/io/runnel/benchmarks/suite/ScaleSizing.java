package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.machine.Machine;
import io.runnel.benchmarks.measure.Spread;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import io.runnel.benchmarks.scale.ClusterRun;
import io.runnel.benchmarks.scale.LinearFit;
import io.runnel.benchmarks.scale.Sizing;
import io.runnel.schemas.document.DocumentType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The model of {@code docs/sizing.md}: fitted to tickets and transcripts in one TaskManager with
 * all CPUs, checked against everything else that was measured, then asked about large loads.
 */
final class ScaleSizing {
    private static final double[] DOCUMENTS_PER_DAY = {1e6, 1e7, 1e8, 1e9};

    private final Workshop workshop;
    private final SuiteReport report;

    ScaleSizing(Workshop workshop, SuiteReport report) {
        this.workshop = workshop;
        this.report = report;
    }

    void tell(List<ClusterRun> runs, Map<String, List<ClusterRun.Result>> measured) {
        ClusterRun fitted =
                runs.stream()
                        .filter(run -> run.taskManagers() == 1)
                        .reduce((first, second) -> second)
                        .orElseThrow();
        Sizing sizing =
                new Sizing(
                        LinearFit.of(
                                List.of(
                                        point(fitted, measured, DocumentType.TICKET),
                                        point(fitted, measured, DocumentType.TRANSCRIPT))),
                        memory(runs, measured));
        report.note(
                String.format(
                        Locale.ROOT,
                        "Sizing: a document costs %.2f CPU ms and %.2f more for each 1,000 tokens; a"
                                + " TaskManager takes %.0f MiB and %.0f more for each worker.",
                        1e3 * sizing.cpuSeconds().constant(),
                        1e6 * sizing.cpuSeconds().slope(),
                        sizing.memoryMib().constant(),
                        sizing.memoryMib().slope()));
        check(sizing, fitted, runs, measured);
        checkMemory(sizing, runs, measured);
        loads(sizing, fitted);
    }

    private void check(
            Sizing sizing,
            ClusterRun fitted,
            List<ClusterRun> runs,
            Map<String, List<ClusterRun.Result>> measured) {
        Table table =
                Columns.table(
                        "sizing_check",
                        "What the sizing model predicts, and what was measured",
                        List.of(
                                Table.text("cluster", "Cluster"),
                                Table.text("documents", "Documents"),
                                Table.text("used_for_the_fit", "Fitted to"),
                                Table.number("predicted", "Predicted/s", 1),
                                Table.number("measured", "Measured/s", 1),
                                Table.number("error", "Error", 3)));
        for (ClusterRun run : runs) {
            for (DocumentType type : DocumentType.values()) {
                double predicted = sizing.documentsPerSecond(tokens(run, type), run.cpus());
                double found = ScaleClusters.speed(measured.get(run.name()), type).median();
                boolean known = run.equals(fitted) && type != DocumentType.INVOICE;
                table.add(
                        Columns.row(
                                run.name(),
                                type.topic(),
                                known ? "yes" : "no",
                                predicted,
                                found,
                                predicted / found - 1));
            }
        }
        report.table(table);
    }

    private void checkMemory(
            Sizing sizing, List<ClusterRun> runs, Map<String, List<ClusterRun.Result>> measured) {
        Table table =
                Columns.table(
                        "sizing_memory",
                        "Memory of all TaskManagers, MiB, as the sizing model predicts, and as measured",
                        List.of(
                                Table.text("cluster", "Cluster"),
                                Table.text("used_for_the_fit", "Fitted to"),
                                Table.number("predicted", "Predicted", 0),
                                Table.number("measured", "Measured", 0),
                                Table.number("error", "Error", 3)));
        for (ClusterRun run : runs) {
            double predicted = run.taskManagers() * sizing.memoryMib().at(run.workers());
            double found =
                    Spread.of(
                                    measured.get(run.name()).stream()
                                            .map(ClusterRun.Result::taskManagersMib)
                                            .toList())
                            .median();
            table.add(
                    Columns.row(
                            run.name(),
                            run.taskManagers() == 1 ? "yes" : "no",
                            predicted,
                            found,
                            predicted / found - 1));
        }
        report.table(table);
    }

    private void loads(Sizing sizing, ClusterRun run) {
        int cpus = Machine.processors();
        double price = workshop.conditions().dollarsPerCpuHour();
        Table table =
                Columns.table(
                        "sizing_loads",
                        String.format(
                                Locale.ROOT,
                                "Machines like this one (%d CPUs), %.0f %% busy, at $ %s for an hour"
                                        + " of one CPU",
                                cpus,
                                100 * Sizing.UTILIZATION,
                                price),
                        List.of(
                                Table.text("documents", "Documents"),
                                Table.number("tokens", "Tokens of one", 0),
                                Table.number("documents_per_day", "Documents a day", 0),
                                Table.number("cpus", "CPUs", 1),
                                Table.number("machines", "Machines", 0),
                                Table.number(
                                        "micro_dollars_per_thousand",
                                        "Millionths of a dollar per 1,000",
                                        1)));
        for (DocumentType type : DocumentType.values()) {
            double tokens = tokens(run, type);
            for (double load : DOCUMENTS_PER_DAY) {
                table.add(
                        Columns.row(
                                type.topic(),
                                tokens,
                                load,
                                sizing.cpus(load, tokens),
                                sizing.machines(load, tokens, cpus),
                                sizing.microDollars(tokens, price)));
            }
        }
        report.table(table);
    }

    /** CPU seconds of a document over its tokens. */
    private static LinearFit.Point point(
            ClusterRun run, Map<String, List<ClusterRun.Result>> measured, DocumentType type) {
        Spread speed = ScaleClusters.speed(measured.get(run.name()), type);
        return new LinearFit.Point(tokens(run, type), run.cpus() / speed.median());
    }

    /**
     * Memory of a TaskManager over its workers, where it is the only one; flat where only one size
     * was measured.
     */
    private static LinearFit memory(
            List<ClusterRun> runs, Map<String, List<ClusterRun.Result>> measured) {
        List<LinearFit.Point> points = new ArrayList<>();
        for (ClusterRun run : runs) {
            if (run.taskManagers() > 1) {
                continue;
            }
            for (ClusterRun.Result result : measured.get(run.name())) {
                points.add(
                        new LinearFit.Point(run.workers(), Math.max(1, result.taskManagersMib())));
            }
        }
        boolean oneSize = points.stream().map(LinearFit.Point::x).distinct().count() < 2;
        return oneSize ? new LinearFit(points.get(0).y(), 0, 0) : LinearFit.of(points);
    }

    private static double tokens(ClusterRun run, DocumentType type) {
        return run.documents().get(type).stream()
                .mapToInt(document -> document.tokens())
                .average()
                .orElse(0);
    }
}
