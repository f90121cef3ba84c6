package io.runnel.jobs.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.runnel.schemas.document.DocumentType;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.flink.configuration.MemorySize;

/** Which topics of which Kafka a job reads and writes, and how. */
public final class KafkaOptions {
    private static final Predicate<String> TOPIC_NAME =
            Pattern.compile("[A-Za-z0-9._-]{1,249}").asMatchPredicate();
    private static final String TOPIC_EXPECTED = "a topic name ([A-Za-z0-9._-], at most 249)";
    private static final String RECORD_SIZE_EXPECTED = "a size from 10000 to 1 gb";

    public static final JobOption<String> BOOTSTRAP_SERVERS =
            JobOption.of(
                    key("kafka.bootstrap-servers")
                            .stringType()
                            .noDefaultValue()
                            .withDescription("Brokers to begin with. Must be given."),
                    "host:port, separated by commas",
                    Pattern.compile("[^\\s,]+:\\d+(,\\s*[^\\s,]+:\\d+)*").asMatchPredicate());

    public static final JobOption<String> SOURCE_TOPIC =
            JobOption.byType(
                    key("kafka.source.topic")
                            .stringType()
                            .noDefaultValue()
                            .withDescription("The topic with the documents."),
                    TOPIC_EXPECTED,
                    TOPIC_NAME,
                    DocumentType::topic);

    public static final JobOption<String> GROUP_ID =
            JobOption.byType(
                    key("kafka.source.group-id")
                            .stringType()
                            .noDefaultValue()
                            .withDescription(
                                    "The consumer group whose offsets are committed with each"
                                            + " checkpoint: for monitoring lag, and for starting"
                                            + " without state. A job with state begins where its state"
                                            + " says."),
                    "a name",
                    name -> !name.isBlank(),
                    type -> "runnel-" + type.topic());

    public static final JobOption<StartingOffsets> STARTING_OFFSETS =
            JobOption.oneOf(
                    key("kafka.source.starting-offsets")
                            .enumType(StartingOffsets.class)
                            .defaultValue(StartingOffsets.COMMITTED_OR_EARLIEST)
                            .withDescription("Where a job without state begins to read."),
                    StartingOffsets.class);

    public static final JobOption<Duration> PARTITION_DISCOVERY_INTERVAL =
            JobOption.of(
                    key("kafka.source.partition-discovery-interval")
                            .durationType()
                            .defaultValue(Duration.ofMinutes(1))
                            .withDescription(
                                    "How often new partitions are looked for; what was written to"
                                            + " one before it was found is read, too."),
                    "a duration from 1 s, such as 1 min",
                    interval -> interval.compareTo(Duration.ofSeconds(1)) >= 0);

    public static final JobOption<String> SINK_TOPIC =
            JobOption.byType(
                    key("kafka.sink.topic")
                            .stringType()
                            .noDefaultValue()
                            .withDescription("The topic for enriched records."),
                    TOPIC_EXPECTED,
                    TOPIC_NAME,
                    type -> type.topic() + "-enriched");

    public static final JobOption<MemorySize> SINK_MAX_RECORD_BYTES =
            JobOption.of(
                    key("kafka.sink.max-record-bytes")
                            .memoryType()
                            .defaultValue(MemorySize.ofMebiBytes(1))
                            .withDescription(
                                    "Most bytes of an enriched record with its key and headers; a"
                                            + " larger one becomes a reject RECORD_TOO_LARGE. The"
                                            + " topic's max.message.bytes must not be less."),
                    RECORD_SIZE_EXPECTED,
                    KafkaOptions::isRecordSize);

    public static final JobOption<String> DEAD_LETTERS_TOPIC =
            JobOption.byType(
                    key("kafka.dead-letters.topic")
                            .stringType()
                            .noDefaultValue()
                            .withDescription("The topic for rejects, with their original bytes."),
                    TOPIC_EXPECTED,
                    TOPIC_NAME,
                    type -> type.topic() + "-dlt");

    public static final JobOption<MemorySize> DEAD_LETTERS_MAX_RECORD_BYTES =
            JobOption.of(
                    key("kafka.dead-letters.max-record-bytes")
                            .memoryType()
                            .defaultValue(MemorySize.ofMebiBytes(2))
                            .withDescription(
                                    "Most bytes of a dead letter. It carries the original record"
                                            + " and the headers about its error, so it should be more"
                                            + " than the source topic takes; of a larger one, a prefix"
                                            + " is kept, with the SHA-256 and the size of the whole."),
                    RECORD_SIZE_EXPECTED,
                    KafkaOptions::isRecordSize);

    public static final JobOption<DocumentFormat> DOCUMENTS_FORMAT =
            JobOption.oneOf(
                    key("kafka.documents.format")
                            .enumType(DocumentFormat.class)
                            .defaultValue(DocumentFormat.JSON)
                            .withDescription(
                                    "How documents are read and enriched records are written."
                                            + " avro-confluent is Avro with the schemas of a registry"
                                            + " (schemas.registry.url)."),
                    DocumentFormat.class);

    public static final JobOption<MissingTopics> MISSING_TOPICS =
            JobOption.oneOf(
                    key("kafka.missing-topics")
                            .enumType(MissingTopics.class)
                            .defaultValue(MissingTopics.REFUSE)
                            .withDescription(
                                    "Whether topics that do not exist are created at start, or the"
                                            + " job does not start."),
                    MissingTopics.class);

    public static final JobOption<Integer> CREATED_TOPICS_PARTITIONS =
            JobOption.of(
                    key("kafka.created-topics.partitions")
                            .intType()
                            .defaultValue(4)
                            .withDescription("Partitions of each topic that is created at start."),
                    "a number from 1 to 10000",
                    partitions -> partitions >= 1 && partitions <= 10_000);

    static final List<JobOption<?>> ALL =
            List.of(
                    BOOTSTRAP_SERVERS,
                    SOURCE_TOPIC,
                    GROUP_ID,
                    STARTING_OFFSETS,
                    PARTITION_DISCOVERY_INTERVAL,
                    SINK_TOPIC,
                    SINK_MAX_RECORD_BYTES,
                    DEAD_LETTERS_TOPIC,
                    DEAD_LETTERS_MAX_RECORD_BYTES,
                    DOCUMENTS_FORMAT,
                    MISSING_TOPICS,
                    CREATED_TOPICS_PARTITIONS);

    private KafkaOptions() {}

    private static boolean isRecordSize(MemorySize size) {
        return size.getBytes() >= 10_000 && size.getBytes() <= 1L << 30;
    }
}
