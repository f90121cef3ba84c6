package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.pipeline.ExactlyOnceCheck;
import io.runnel.benchmarks.pipeline.Pipeline;
import io.runnel.benchmarks.pipeline.PipelineJob;
import io.runnel.benchmarks.report.SuiteReport;
import io.runnel.benchmarks.report.Table;
import io.runnel.jobs.options.DocumentFormat;
import io.runnel.jobs.options.Guarantee;
import io.runnel.schemas.document.DocumentType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Kafka to Kafka: the three jobs, a broker in its own process, exactly-once. */
final class PipelineSuite implements BenchSuite {
    /** What the topics of its jobs begin with. */
    static final String SERIES = "local";

    private static final Duration COMMIT_PATIENCE = Duration.ofMinutes(1);

    @Override
    public SuiteReport report() {
        return new SuiteReport(
                "pipeline",
                "Documents go from a Kafka topic through the real job to another topic; broker in"
                        + " its own process, Flink and the engine in this one, as `./runnel run`"
                        + " starts them.");
    }

    @Override
    public void measure(Workshop workshop, SuiteReport report) throws InterruptedException {
        Conditions conditions = workshop.conditions();
        Pipeline.Settings settings =
                new Pipeline.Settings(
                        conditions.engine(),
                        conditions.parallelism(),
                        conditions.checkpointInterval());
        workshop.progress().say("Starting a broker, and Flink for " + jobs().size() + " jobs.");
        try (Pipeline pipeline =
                Pipeline.start(settings, jobs(), workshop.folder().resolve("pipeline"))) {
            PipelineThroughput throughput = new PipelineThroughput(workshop, pipeline, report);
            PipelineLatency latency = new PipelineLatency(workshop, pipeline, report);
            PipelineFlood flood = new PipelineFlood(workshop, pipeline, report);
            workshop.part("throughput", report, throughput::measure);
            workshop.part("CPU", report, new PipelineCpu(workshop, pipeline, report)::measure);
            workshop.part("latency", report, () -> latency.measure(throughput.perSecond()));
            workshop.part("flood", report, () -> flood.measure(throughput.perSecond()));
            workshop.part("exactly-once", report, () -> exactlyOnce(workshop, pipeline, report));
        }
    }

    /** Each type in both guarantees as JSON, and tickets as Avro. */
    private static List<PipelineJob> jobs() {
        List<PipelineJob> jobs = new ArrayList<>();
        for (DocumentType type : DocumentType.values()) {
            for (Guarantee guarantee : Guarantee.values()) {
                jobs.add(new PipelineJob(SERIES, type, guarantee, DocumentFormat.JSON));
            }
        }
        jobs.add(
                new PipelineJob(
                        SERIES, DocumentType.TICKET, Guarantee.EXACTLY_ONCE, DocumentFormat.AVRO));
        return jobs;
    }

    private static void exactlyOnce(Workshop workshop, Pipeline pipeline, SuiteReport report) {
        List<PipelineJob> promised =
                jobs().stream().filter(job -> job.guarantee() == Guarantee.EXACTLY_ONCE).toList();
        Table table =
                Columns.table(
                        "exactly_once",
                        "Every input has one committed outcome",
                        List.of(
                                Table.text("job", "Job"),
                                Table.number("inputs", "Inputs", 0),
                                Table.number("outcomes", "Outcomes", 0),
                                Table.number("missing", "Missing", 0),
                                Table.number("repeated", "Repeated", 0)));
        Duration patience =
                workshop.conditions().checkpointInterval().multipliedBy(2).plus(COMMIT_PATIENCE);
        for (ExactlyOnceCheck.Account account :
                ExactlyOnceCheck.of(pipeline.kafka(), promised, patience)) {
            table.add(
                    Columns.row(
                            account.job().name(),
                            account.inputs(),
                            account.outcomes(),
                            account.missing(),
                            account.repeated()));
            if (account.missing() + account.repeated() > 0) {
                throw new IllegalStateException(
                        "Job "
                                + account.job().name()
                                + " promised exactly-once; of "
                                + account.inputs()
                                + " inputs "
                                + account.missing()
                                + " have no committed outcome, and "
                                + account.repeated()
                                + " outcomes are repeated.");
            }
        }
        report.table(table);
    }
}
