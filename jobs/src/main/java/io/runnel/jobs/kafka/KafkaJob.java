package io.runnel.jobs.kafka;

import io.runnel.flink.Enrichment;
import io.runnel.jobs.DeadLetterSink;
import io.runnel.jobs.EnrichedSink;
import io.runnel.jobs.InvoiceJob;
import io.runnel.jobs.TicketJob;
import io.runnel.jobs.TranscriptJob;
import io.runnel.jobs.database.DatabaseEnrichedSink;
import io.runnel.jobs.database.DatabaseRejectSink;
import io.runnel.jobs.options.DeliverySettings;
import io.runnel.jobs.options.Guarantee;
import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.codec.AvroDocumentCodec;
import io.runnel.schemas.codec.ConfluentAvroDocumentCodec;
import io.runnel.schemas.codec.DocumentCodec;
import io.runnel.schemas.codec.JsonDocumentCodec;
import io.runnel.schemas.document.Document;
import io.runnel.schemas.document.Invoice;
import io.runnel.schemas.document.Ticket;
import io.runnel.schemas.document.Transcript;
import io.runnel.schemas.registry.RegistrySettings;
import io.runnel.schemas.registry.Subject;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job of any type between the Kafka topics that its settings name, and to a database beside them
 * if they name one.
 */
public final class KafkaJob {
    private final JobSettings settings;

    public KafkaJob(JobSettings settings) {
        this.settings = settings;
    }

    /** The name in Flink's web page, such as {@code runnel tickets}. */
    public String name() {
        return settings.kafka()
                .source()
                .reading()
                .own("runnel " + settings.kafka().source().topic());
    }

    /**
     * Adds the job to the environment, with its checkpoints. {@link DeliveryConditions#check} says
     * before whether Kafka is ready for it.
     */
    public void build(StreamExecutionEnvironment env) {
        configure(env, settings.delivery());
        Enrichment enrichment =
                Enrichment.of(settings.tasks())
                        .waiting(settings.waiting())
                        .redacting(settings.privacy())
                        .limiting(settings.kafka().source().rejects());
        EnrichedSink sink = DatabaseEnrichedSink.beside(new KafkaEnrichedSink(settings), settings);
        DeadLetterSink deadLetters =
                DatabaseRejectSink.beside(new KafkaDeadLetterSink(settings), settings);
        RegistrySettings registry = settings.schemas().registry();
        String subject = Subject.ofValues(settings.kafka().source().topic());
        switch (settings.type()) {
            case INVOICE ->
                    InvoiceJob.build(
                            env,
                            source(
                                    JsonDocumentCodec.invoices().mapped(settings.mapping()),
                                    AvroDocumentCodec.invoices(),
                                    ConfluentAvroDocumentCodec.invoices(registry, subject)
                                            .mapped(settings.mapping()),
                                    Invoice.class),
                            enrichment,
                            sink,
                            deadLetters);
            case TRANSCRIPT ->
                    TranscriptJob.build(
                            env,
                            source(
                                    JsonDocumentCodec.transcripts().mapped(settings.mapping()),
                                    AvroDocumentCodec.transcripts(),
                                    ConfluentAvroDocumentCodec.transcripts(registry, subject)
                                            .mapped(settings.mapping()),
                                    Transcript.class),
                            enrichment,
                            sink,
                            deadLetters);
            case TICKET ->
                    TicketJob.build(
                            env,
                            source(
                                    JsonDocumentCodec.tickets().mapped(settings.mapping()),
                                    AvroDocumentCodec.tickets(),
                                    ConfluentAvroDocumentCodec.tickets(registry, subject)
                                            .mapped(settings.mapping()),
                                    Ticket.class),
                            enrichment,
                            sink,
                            deadLetters);
        }
    }

    /**
     * Records are immutable, so operators hand them on without copying; a type that would need Kryo
     * or an operator without an id is a mistake of ours and fails at once. What the promise needs
     * is set here, so that no default of the cluster undoes it: checkpoints that count each record
     * once, and that fail before the transactions in them are too old to outlive an outage. A job
     * that fails leaves its last checkpoint to be started from, unless the cluster has an opinion
     * on that.
     */
    static void configure(StreamExecutionEnvironment env, DeliverySettings delivery) {
        Configuration job = new Configuration();
        job.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, delivery.checkpointInterval());
        job.set(
                CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE,
                CheckpointingMode.EXACTLY_ONCE);
        if (delivery.guarantee() == Guarantee.EXACTLY_ONCE) {
            // A checkpoint that fails or waits lets its transactions live on towards their
            // time-out.
            job.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, delivery.checkpointTimeout());
            job.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 0);
            job.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, Duration.ZERO);
        }
        if (env.getConfiguration()
                .getOptional(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION)
                .isEmpty()) {
            job.set(
                    CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                    ExternalizedCheckpointRetention.DELETE_ON_CANCELLATION);
        }
        job.set(PipelineOptions.OBJECT_REUSE, true);
        job.set(PipelineOptions.GENERIC_TYPES, false);
        job.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        env.configure(job);
    }

    private <D extends Document> KafkaDocumentSource<D> source(
            DocumentCodec<D> json,
            DocumentCodec<D> avro,
            DocumentCodec<D> confluent,
            Class<D> document) {
        DocumentCodec<D> codec =
                switch (settings.kafka().format()) {
                    case JSON -> json;
                    case AVRO -> avro;
                    case AVRO_CONFLUENT -> confluent;
                };
        return new KafkaDocumentSource<>(
                settings.kafka().client(),
                settings.kafka().source(),
                settings.type(),
                codec,
                document);
    }
}
