package io.runnel.benchmarks.pipeline;

import io.runnel.benchmarks.corpus.CorpusDocument;
import io.runnel.jobs.options.Arguments;
import io.runnel.jobs.options.DocumentFormat;
import io.runnel.jobs.options.EffectiveOptions;
import io.runnel.jobs.options.Guarantee;
import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.document.DocumentType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * One of the real jobs, with topics of its own. Everything that is not here has its default.
 *
 * @param series what its topics begin with
 */
public record PipelineJob(
        String series, DocumentType type, Guarantee guarantee, DocumentFormat format) {
    /** Enriched transcripts are large. */
    private static final int LARGEST_RECORD_BYTES = 16 * 1024 * 1024;

    private static final int ROOM_FOR_OVERHEAD = 100_000;

    /** Its name in reports, and what its topics begin with. */
    public String name() {
        return series + "-" + type.label() + "-" + guarantee + "-" + format;
    }

    /** The topic that it reads. */
    public String source() {
        return name();
    }

    public String enriched() {
        return name() + "-enriched";
    }

    public String deadLetters() {
        return name() + "-dlt";
    }

    /** A record's value in this job's format. */
    byte[] value(CorpusDocument document) {
        return switch (format) {
            case JSON -> document.json();
            case AVRO -> document.avro();
            case AVRO_CONFLUENT ->
                    throw new IllegalStateException("No benchmark has a schema registry.");
        };
    }

    /** Its topics, to be created. */
    public List<NewTopic> topics(int partitions) {
        List<NewTopic> topics = new ArrayList<>();
        for (String name : List.of(source(), enriched(), deadLetters())) {
            topics.add(
                    new NewTopic(name, partitions, (short) 1)
                            .configs(
                                    Map.of(
                                            TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                                            Integer.toString(LARGEST_RECORD_BYTES))));
        }
        return topics;
    }

    /** The job's settings, as if they had been typed. */
    public JobSettings settings(String bootstrapServers, Duration checkpointInterval) {
        String largest = LARGEST_RECORD_BYTES - ROOM_FOR_OVERHEAD + " bytes";
        List<String> arguments =
                List.of(
                        "--type=" + type.label(),
                        "--kafka.bootstrap-servers=" + bootstrapServers,
                        "--kafka.source.topic=" + source(),
                        "--kafka.source.group-id=runnel-" + name(),
                        "--kafka.source.starting-offsets=earliest",
                        "--kafka.sink.topic=" + enriched(),
                        "--kafka.sink.max-record-bytes=" + largest,
                        "--kafka.dead-letters.topic=" + deadLetters(),
                        "--kafka.dead-letters.max-record-bytes=" + largest,
                        "--kafka.documents.format=" + format,
                        "--delivery.guarantee=" + guarantee,
                        "--delivery.transactional-id-prefix=runnel-" + series + "-" + format,
                        "--delivery.checkpoint-interval=" + checkpointInterval.toMillis() + " ms");
        return JobSettings.of(EffectiveOptions.of(Arguments.parse(arguments), Map.of()));
    }
}
