package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.ceiling.BestCeiling;
import io.runnel.benchmarks.ceiling.Ceiling;
import io.runnel.benchmarks.ceiling.CeilingRun;
import io.runnel.benchmarks.ceiling.Layout;
import io.runnel.benchmarks.ceiling.ShapeGrid;
import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.machine.Machine;
import io.runnel.benchmarks.measure.Spread;
import io.runnel.benchmarks.measure.Work;
import io.runnel.benchmarks.report.LineChart;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import io.runnel.inference.token.TokenizedChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The most that ONNX Runtime gives on this machine, by threads, by batch size and by type. */
final class CeilingSuite implements BenchSuite {
    @Override
    public SuiteReport report() {
        return new SuiteReport(
                "ceiling",
                "ONNX Runtime alone: rows tokenized, packed by length with hindsight, and in"
                        + " tensors before the clock runs; plain threads take the next batch."
                        + " Tokens are real ones, padding is not counted.");
    }

    @Override
    public void measure(Workshop workshop, SuiteReport report) throws InterruptedException {
        workshop.part("layouts and batch budgets", report, () -> plans(workshop, report));
        workshop.part("types of document", report, () -> parts(workshop, report));
        workshop.part("shapes of batches", report, () -> shapes(workshop, report));
    }

    private static void plans(Workshop workshop, SuiteReport report) throws InterruptedException {
        BestCeiling found = workshop.compared(Part.ALL, workshop.effort().contest());
        workshop.bestPlan(Part.ALL, found.best().plan());
        Table table =
                Columns.table(
                        "plans",
                        "Thread layouts and batch budgets",
                        List.of(
                                Table.text("layout", "Layout"),
                                Table.number("batch_max_tokens", "Batch budget, tokens", 0)),
                        Columns.spread("tokens_per_second", "Tokens/s", 0),
                        List.of(
                                Table.number("documents_per_second", "Documents/s", 1),
                                Table.number("padding_ratio", "Padded ÷ real", 3),
                                Table.number("rows_per_batch", "Rows of a batch", 1)));
        LineChart chart =
                new LineChart(
                        "ONNX Runtime alone, all CPUs", "padded tokens of a batch", "tokens/s");
        for (BestCeiling.Entry entry : found.entries()) {
            Spread speed = entry.tokensPerSecond();
            table.add(
                    Columns.row(
                            entry.plan().layout().label(),
                            entry.plan().maxTokens(),
                            speed,
                            entry.documentsPerSecond().median(),
                            entry.padding(),
                            entry.rowsPerBatch()));
            chart.point(
                    entry.plan().layout().label(),
                    entry.plan().maxTokens(),
                    speed.median(),
                    speed.low(),
                    speed.high());
        }
        report.table(table)
                .plot("ceiling-plans", "Tokens per second by layout and batch budget", chart.svg())
                .note("The best plan is " + found.best().plan().label() + ".")
                .note(
                        "The engine has a copy of the model for each worker, as "
                                + Layout.apart(Machine.processors()).label()
                                + " has a session, as long as all copies fit into 256 MiB.");
    }

    private static void parts(Workshop workshop, SuiteReport report) throws InterruptedException {
        Table table =
                Columns.table(
                        "parts",
                        "The best plan of each type of document",
                        List.of(
                                Table.text("part", "Documents"),
                                Table.number("batch_max_tokens", "Batch budget, tokens", 0)),
                        Columns.spread("documents_per_second", "Documents/s", 1),
                        List.of(Table.number("tokens_per_second", "Tokens/s", 0)));
        long tokens = workshop.effort().sampleTokens();
        try (Ceiling ceiling = Ceiling.load(workshop.corpus().model(), workshop.bestLayout())) {
            List<CeilingRun> runs = new ArrayList<>();
            for (Part part : Part.values()) {
                runs.add(
                        ceiling.over(
                                part.label(),
                                workshop.corpus().sample(part, tokens),
                                workshop.bestPlan(part).maxTokens()));
            }
            Map<String, List<Work>> measured =
                    workshop.effort()
                            .contest()
                            .run(
                                    runs,
                                    workshop.progress(),
                                    work ->
                                            "%,.1f documents/s"
                                                    .formatted(work.documentsPerSecond()));
            for (Part part : Part.values()) {
                List<Work> works = measured.get(part.label());
                table.add(
                        Columns.row(
                                part.label(),
                                workshop.bestPlan(part).maxTokens(),
                                Spread.of(works.stream().map(Work::documentsPerSecond).toList()),
                                Spread.of(works.stream().map(Work::tokensPerSecond).toList())
                                        .median()));
            }
        }
        report.table(table);
    }

    private static void shapes(Workshop workshop, SuiteReport report) throws InterruptedException {
        Effort effort = workshop.effort();
        List<TokenizedChunk> rows = new ArrayList<>();
        workshop.corpus().of(Part.ALL).forEach(document -> rows.addAll(document.rows()));
        ShapeGrid grid =
                new ShapeGrid(workshop.corpus().model(), Layout.apart(Machine.processors()), rows);
        Table table =
                Columns.table(
                        "shapes",
                        "Batches of one shape, " + Layout.apart(Machine.processors()).label(),
                        List.of(
                                Table.number("rows", "Rows", 0),
                                Table.number("row_length", "Row length, tokens", 0)),
                        Columns.spread("tokens_per_second", "Tokens/s", 0));
        LineChart chart =
                new LineChart("Batches of one shape", "padded length of a row", "tokens/s");
        for (ShapeGrid.Cell cell :
                grid.measure(
                        effort.rowCounts(),
                        effort.rowLengths(),
                        effort.contest(),
                        workshop.progress())) {
            Spread speed = cell.tokensPerSecond();
            table.add(Columns.row(cell.rows(), cell.length(), speed));
            chart.point(
                    cell.rows() + (cell.rows() == 1 ? " row" : " rows"),
                    cell.length(),
                    speed.median(),
                    speed.low(),
                    speed.high());
        }
        report.table(table)
                .plot("ceiling-shapes", "Tokens per second by the shape of a batch", chart.svg());
    }
}
