package io.runnel.jobs.command.enrich;

import io.runnel.flink.Enrichment;
import io.runnel.jobs.InvoiceJob;
import io.runnel.jobs.TicketJob;
import io.runnel.jobs.TranscriptJob;
import io.runnel.jobs.local.LocalCluster;
import io.runnel.jobs.local.RunningJob;
import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.codec.JsonDocumentCodec;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job of a type from one file to two: the same topology as between Kafka topics, without
 * checkpoints, and without a second attempt.
 */
record BoundedRun(JobSettings settings, InputFile input, Path enriched, Path rejects) {
    /** Starts the job. */
    RunningJob start(LocalCluster cluster, int parallelism) {
        StreamExecutionEnvironment env = cluster.environment(configuration(parallelism));
        build(env);
        return cluster.submit(env, "runnel enrich " + settings.type().topic());
    }

    private void build(StreamExecutionEnvironment env) {
        Enrichment enrichment =
                Enrichment.of(settings.tasks())
                        .waiting(settings.waiting())
                        .redacting(settings.privacy());
        FileEnrichedSink sink = new FileEnrichedSink(settings.type(), enriched);
        FileDeadLetterSink deadLetters = new FileDeadLetterSink(rejects, settings.privacy());
        switch (settings.type()) {
            case INVOICE ->
                    InvoiceJob.build(
                            env,
                            new FileDocumentSource<>(
                                    input,
                                    settings.type(),
                                    JsonDocumentCodec.invoices().mapped(settings.mapping()),
                                    Invoice.class),
                            enrichment,
                            sink,
                            deadLetters);
            case TRANSCRIPT ->
                    TranscriptJob.build(
                            env,
                            new FileDocumentSource<>(
                                    input,
                                    settings.type(),
                                    JsonDocumentCodec.transcripts().mapped(settings.mapping()),
                                    Transcript.class),
                            enrichment,
                            sink,
                            deadLetters);
            case TICKET ->
                    TicketJob.build(
                            env,
                            new FileDocumentSource<>(
                                    input,
                                    settings.type(),
                                    JsonDocumentCodec.tickets().mapped(settings.mapping()),
                                    Ticket.class),
                            enrichment,
                            sink,
                            deadLetters);
        }
    }

    private static Configuration configuration(int parallelism) {
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        return configuration;
    }
}
