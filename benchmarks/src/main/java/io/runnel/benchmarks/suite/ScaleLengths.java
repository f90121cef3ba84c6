package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.corpus.Corpus;
import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.corpus.PreparedCorpus;
import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.benchmarks.engine.EngineResult;
import io.runnel.benchmarks.engine.EngineRun;
import io.runnel.benchmarks.machine.Machine;
import io.runnel.benchmarks.measure.Spread;
import io.runnel.benchmarks.report.LineChart;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import io.runnel.benchmarks.scale.LinearFit;
import io.runnel.flink.EnrichmentSettings;
import io.runnel.schemas.document.DocumentType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Whether a document's cost grows in step with its tokens. */
final class ScaleLengths {
    /** Of the demo's texts. */
    private static final double WORDS_PER_TOKEN = 0.72;

    private static final long SEED = 17;
    private static final int LEAST_DOCUMENTS = 4;
    private static final int LEAST_WORDS = 3;

    private final Workshop workshop;
    private final SuiteReport report;

    ScaleLengths(Workshop workshop, SuiteReport report) {
        this.workshop = workshop;
        this.report = report;
    }

    void measure() throws InterruptedException {
        List<EngineRun> runs = new ArrayList<>();
        for (int tokens : workshop.effort().lengths()) {
            runs.add(
                    new EngineRun(
                            tokens + " tokens",
                            workshop.engine(),
                            workshop.conditions().parallelism(),
                            workshop.effort().window(),
                            documents(tokens)));
        }
        Map<String, List<EngineResult>> measured =
                workshop.effort()
                        .contest()
                        .run(
                                runs,
                                workshop.progress(),
                                result ->
                                        "%,.0f tokens/s"
                                                .formatted(result.work().tokensPerSecond()));
        tell(runs, measured);
    }

    private List<PreparedDocument> documents(int tokens) {
        int words = (int) Math.max(LEAST_WORDS, Math.round(tokens * WORDS_PER_TOKEN));
        int count = (int) Math.max(LEAST_DOCUMENTS, workshop.effort().sampleTokens() / tokens);
        Map<DocumentType, EnrichmentSettings> tasks = new EnumMap<>(DocumentType.class);
        for (DocumentType type : DocumentType.values()) {
            tasks.put(type, workshop.corpus().tasks(type));
        }
        return PreparedCorpus.of(Corpus.tickets(words, count, SEED), tasks, workshop.engine())
                .of(Part.TICKETS);
    }

    private void tell(List<EngineRun> runs, Map<String, List<EngineResult>> measured) {
        Table table =
                Columns.table(
                        "lengths",
                        "Documents of one length through the engine, full load",
                        List.of(
                                Table.number("tokens", "Tokens of a document", 0),
                                Table.number("documents", "Documents", 0)),
                        Columns.spread("cpu_ms", "CPU ms of a document", 2),
                        List.of(
                                Table.number("cpu_ms_per_1000_tokens", "per 1,000 tokens", 2),
                                Table.number("padding_ratio", "Padded ÷ real", 3)));
        LineChart chart =
                new LineChart("Cost by length", "tokens of a document", "CPU ms of 1,000 tokens");
        List<LinearFit.Point> points = new ArrayList<>();
        for (EngineRun run : runs) {
            List<EngineResult> results = measured.get(run.name());
            Spread millis =
                    Spread.of(
                            results.stream()
                                    .map(
                                            result ->
                                                    1e3
                                                            * Machine.processors()
                                                            / result.work().documentsPerSecond())
                                    .toList());
            double tokens =
                    (double) results.get(0).work().tokens() / results.get(0).work().documents();
            double perThousand = millis.median() / tokens * 1e3;
            points.add(new LinearFit.Point(tokens, millis.median()));
            table.add(
                    Columns.row(
                            tokens,
                            run.documents().size(),
                            millis,
                            perThousand,
                            results.get(results.size() - 1).counted().padding()));
            chart.point("measured", tokens, perThousand);
        }
        LinearFit fit = LinearFit.of(points);
        for (LinearFit.Point point : points) {
            chart.point("line through all", point.x(), fit.at(point.x()) / point.x() * 1e3);
        }
        report.table(table)
                .plot("scale-lengths", "CPU time of 1,000 tokens by length", chart.svg())
                .note(
                        String.format(
                                Locale.ROOT,
                                "A document costs %.2f CPU ms and %.2f more for each 1,000 tokens;"
                                        + " no length is further from that line than %.0f %%.",
                                fit.constant(),
                                1e3 * fit.slope(),
                                100 * fit.worst()));
    }
}
