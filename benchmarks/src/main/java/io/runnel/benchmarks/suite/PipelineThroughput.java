package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.ceiling.Ceiling;
import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.corpus.PreparedDocument;
import io.runnel.benchmarks.machine.Machine;
import io.runnel.benchmarks.measure.Contest;
import io.runnel.benchmarks.measure.Contestant;
import io.runnel.benchmarks.measure.Spread;
import io.runnel.benchmarks.measure.Work;
import io.runnel.benchmarks.pipeline.Feed;
import io.runnel.benchmarks.pipeline.Pipeline;
import io.runnel.benchmarks.pipeline.PipelineJob;
import io.runnel.benchmarks.pipeline.PipelineResult;
import io.runnel.benchmarks.report.BarChart;
import io.runnel.benchmarks.report.Ratio;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import io.runnel.jobs.options.DocumentFormat;
import io.runnel.jobs.options.Guarantee;
import io.runnel.schemas.document.DocumentType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Documents per second from Kafka to Kafka, each job alone and all together, against the ceiling.
 */
final class PipelineThroughput {
    private final Workshop workshop;
    private final Pipeline pipeline;
    private final SuiteReport report;
    private final Map<Part, Double> perSecond = new EnumMap<>(Part.class);

    PipelineThroughput(Workshop workshop, Pipeline pipeline, SuiteReport report) {
        this.workshop = workshop;
        this.pipeline = pipeline;
        this.report = report;
    }

    /**
     * Documents per second of each part, exactly-once.
     *
     * @throws IllegalStateException unless {@link #measure()} has measured them
     */
    Map<Part, Double> perSecond() {
        if (perSecond.isEmpty()) {
            throw new IllegalStateException("The full load is not known: it was not measured.");
        }
        return perSecond;
    }

    void measure() throws InterruptedException {
        try (Ceiling ceiling = Ceiling.load(workshop.corpus().model(), workshop.bestLayout())) {
            List<Contestant<PipelineResult>> contestants = new ArrayList<>();
            for (Part part : Part.values()) {
                List<PreparedDocument> documents = workshop.corpus().of(part);
                Contestant<PipelineResult> raw =
                        ceiling.over(
                                        ceilingOf(part),
                                        documents,
                                        workshop.bestPlan(part).maxTokens())
                                .measuring(work -> new PipelineResult(work, null, Map.of()));
                contestants.add(pipeline.without(raw));
                contestants.add(alone(part, Guarantee.EXACTLY_ONCE, DocumentFormat.JSON));
            }
            contestants.add(alone(Part.TICKETS, Guarantee.AT_LEAST_ONCE, DocumentFormat.JSON));
            contestants.add(alone(Part.TICKETS, Guarantee.EXACTLY_ONCE, DocumentFormat.AVRO));
            Map<String, List<PipelineResult>> measured =
                    workshop.effort()
                            .streams()
                            .run(
                                    contestants,
                                    workshop.progress(),
                                    result ->
                                            "%,.1f documents/s"
                                                    .formatted(result.work().documentsPerSecond()));
            tell(measured);
        }
    }

    private Contestant<PipelineResult> alone(
            Part part, Guarantee guarantee, DocumentFormat format) {
        return pipeline.alone(feed(workshop, pipeline, part, guarantee, format));
    }

    /** The documents of a part through the jobs of one guarantee. */
    static Feed feed(
            Workshop workshop,
            Pipeline pipeline,
            Part part,
            Guarantee guarantee,
            DocumentFormat format) {
        List<PipelineJob> jobs = new ArrayList<>();
        for (DocumentType type : part.types()) {
            jobs.add(new PipelineJob(PipelineSuite.SERIES, type, guarantee, format));
        }
        return new Feed(
                name(part, guarantee, format),
                pipeline,
                jobs,
                workshop.corpus().of(part),
                workshop.deadLetters());
    }

    private void tell(Map<String, List<PipelineResult>> measured) {
        Table table =
                Columns.table(
                        "pipeline_throughput",
                        "Kafka to Kafka, full load",
                        List.of(Table.text("documents", "Documents, guarantee, format")),
                        Columns.spread("share_of_ceiling", "Share of the ceiling", 3),
                        List.of(
                                Table.number("documents_per_second", "Documents/s", 1),
                                Table.number("tokens_per_second", "Tokens/s", 0),
                                Table.number("ceiling_per_second", "Ceiling, documents/s", 1)));
        BarChart chart = new BarChart("Documents of each type, exactly-once", "of the ceiling");
        Map<String, Integer> rejects = new TreeMap<>();
        for (Part part : Part.values()) {
            for (DocumentFormat format : DocumentFormat.values()) {
                for (Guarantee guarantee : Guarantee.values()) {
                    List<PipelineResult> results = measured.get(name(part, guarantee, format));
                    if (results == null) {
                        continue;
                    }
                    List<PipelineResult> ceiling = measured.get(ceilingOf(part));
                    Spread share = Contest.ratio(tokens(results), tokens(ceiling));
                    double speed = Spread.of(documents(results)).median();
                    table.add(
                            Columns.row(
                                    name(part, guarantee, format),
                                    share,
                                    speed,
                                    Spread.of(tokens(results)).median(),
                                    Spread.of(documents(ceiling)).median()));
                    results.forEach(
                            result ->
                                    result.rejects()
                                            .forEach(
                                                    (reason, count) ->
                                                            rejects.merge(
                                                                    reason, count, Integer::sum)));
                    if (guarantee == Guarantee.EXACTLY_ONCE && format == DocumentFormat.JSON) {
                        perSecond.put(part, speed);
                        chart.part(part.label(), "pipeline ÷ ceiling", share.median());
                        if (part == Part.ALL) {
                            report.ratio(Ratio.PIPELINE_TO_CEILING, share.median());
                        }
                    }
                }
            }
        }
        report.table(table)
                .plot("pipeline-share", "Share of the ceiling by type", chart.svg())
                .note(
                        "Documents are sent over and over until three checkpoint intervals have"
                                + " passed; exactly-once counts what is committed then, at-least-once"
                                + " what is written. A checkpoint is taken every "
                                + workshop.conditions().checkpointInterval().toMillis() / 1e3
                                + " s.");
        if (!rejects.isEmpty()) {
            report.note(
                    "Documents ended in the dead letters, and do not count, by reason: "
                            + rejects
                            + ".");
        }
        costs();
    }

    /** What a thousand documents cost at full load, every CPU of the machine paid for. */
    private void costs() {
        double price = workshop.conditions().dollarsPerCpuHour();
        Table table =
                Columns.table(
                        "pipeline_costs",
                        "Cost of a thousand documents at $ " + price + " for an hour of one CPU",
                        List.of(
                                Table.text("documents", "Documents"),
                                Table.number("cpu_seconds", "CPU seconds", 2),
                                Table.number("micro_dollars", "Millionths of a dollar", 1)));
        perSecond.forEach(
                (part, speed) -> {
                    double seconds = 1_000 / speed * Machine.processors();
                    double microDollars = seconds / 3_600 * price * 1e6;
                    table.add(Columns.row(part.label(), seconds, microDollars));
                    if (part == Part.ALL) {
                        report.ratio(Ratio.MICRO_DOLLARS_PER_THOUSAND_DOCUMENTS, microDollars);
                    }
                });
        report.table(table);
    }

    private static String name(Part part, Guarantee guarantee, DocumentFormat format) {
        return part.label() + ", " + guarantee + ", " + format;
    }

    private static String ceilingOf(Part part) {
        return "ceiling, " + part.label();
    }

    private static List<Double> documents(List<PipelineResult> results) {
        return results.stream().map(PipelineResult::work).map(Work::documentsPerSecond).toList();
    }

    private static List<Double> tokens(List<PipelineResult> results) {
        return results.stream().map(PipelineResult::work).map(Work::tokensPerSecond).toList();
    }
}
