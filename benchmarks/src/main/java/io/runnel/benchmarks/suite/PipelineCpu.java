package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.corpus.Part;
import io.runnel.benchmarks.pipeline.CpuPart;
import io.runnel.benchmarks.pipeline.Feed;
import io.runnel.benchmarks.pipeline.Pipeline;
import io.runnel.benchmarks.pipeline.Profile;
import io.runnel.benchmarks.report.BarChart;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import io.runnel.jobs.options.DocumentFormat;
import io.runnel.jobs.options.Guarantee;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the pipeline spends CPU time on, document by document. */
final class PipelineCpu {
    private static final String BROKER = "broker process";

    private final Workshop workshop;
    private final Pipeline pipeline;
    private final SuiteReport report;

    PipelineCpu(Workshop workshop, Pipeline pipeline, SuiteReport report) {
        this.workshop = workshop;
        this.pipeline = pipeline;
        this.report = report;
    }

    void measure() throws InterruptedException {
        Map<String, Feed> feeds = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            feeds.put(part.label(), feed(part, DocumentFormat.JSON));
        }
        feeds.put("tickets as Avro", feed(Part.TICKETS, DocumentFormat.AVRO));
        workshop.progress().expect(feeds.size());
        Map<String, Profile> profiles = new LinkedHashMap<>();
        for (Map.Entry<String, Feed> feed : feeds.entrySet()) {
            workshop.progress().next("CPU by part, " + feed.getKey());
            pipeline.only(List.of(feed.getValue()));
            Profile profile = Profile.of(feed.getValue(), pipeline.broker());
            workshop.progress()
                    .result("%.2f CPU ms a document".formatted(profile.totalMillisPerDocument()));
            profiles.put(feed.getKey(), profile);
        }
        tell(profiles);
    }

    private Feed feed(Part part, DocumentFormat format) {
        return PipelineThroughput.feed(workshop, pipeline, part, Guarantee.EXACTLY_ONCE, format);
    }

    private void tell(Map<String, Profile> profiles) {
        List<Table.Column> columns = new ArrayList<>();
        columns.add(Table.text("part", "CPU milliseconds of a document"));
        profiles.keySet()
                .forEach(name -> columns.add(Table.number(name.replace(' ', '_'), name, 3)));
        Table table =
                Columns.table("pipeline_cpu", "Where the CPU time goes, exactly-once", columns);
        for (CpuPart part : CpuPart.values()) {
            List<Object> row = new ArrayList<>();
            row.add(part.title());
            profiles.values().forEach(profile -> row.add(profile.millisPerDocument(part)));
            table.add(row);
        }
        List<Object> broker = new ArrayList<>();
        broker.add(BROKER);
        profiles.values().forEach(profile -> broker.add(profile.brokerMillisPerDocument()));
        table.add(broker);
        List<Object> outside = new ArrayList<>();
        outside.add("share outside ONNX Runtime");
        profiles.values()
                .forEach(
                        profile ->
                                outside.add(
                                        1
                                                - profile.millisPerDocument(CpuPart.ONNX_RUNTIME)
                                                        / profile.totalMillisPerDocument()));
        table.add(outside);
        report.table(table)
                .plot("pipeline-cpu", "Share of the CPU time by part", chart(profiles).svg())
                .note(
                        "CPU by part is sampled in runs of its own, not in those that are timed;"
                                + " the benchmark's own threads are left out.");
    }

    private static BarChart chart(Map<String, Profile> profiles) {
        BarChart chart = new BarChart("CPU time of a document", "share");
        profiles.forEach(
                (name, profile) -> {
                    double all = profile.totalMillisPerDocument();
                    for (CpuPart part : CpuPart.values()) {
                        chart.part(name, shortTitle(part), profile.millisPerDocument(part) / all);
                    }
                    chart.part(name, BROKER, profile.brokerMillisPerDocument() / all);
                });
        return chart;
    }

    private static String shortTitle(CpuPart part) {
        int colon = part.title().indexOf(':');
        int comma = part.title().indexOf(',');
        int end = colon > 0 ? colon : comma > 0 ? comma : part.title().length();
        return part.title().substring(0, end);
    }
}
