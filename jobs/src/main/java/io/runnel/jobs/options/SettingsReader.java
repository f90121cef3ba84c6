package io.runnel.jobs.options;

import io.runnel.flink.BroughtModels;
import io.runnel.flink.EnrichmentSettings;
import io.runnel.flink.EnrichmentSettings.Head;
import io.runnel.flink.FieldsSettings;
import io.runnel.flink.FieldsSettings.WhenMissing;
import io.runnel.flink.LanguageSettings;
import io.runnel.flink.RejectLimit;
import io.runnel.flink.WaitingSettings;
import io.runnel.flink.WritingSettings;
import io.runnel.flink.ZeroShotSettings;
import io.runnel.schemas.codec.DocumentMapping;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.privacy.PersonalData;
import io.runnel.schemas.privacy.PrivacySettings;
import io.runnel.schemas.privacy.Redactor;
import io.runnel.schemas.registry.RegistrySettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.configuration.MemorySize;

/** Reads settings from options, and checks what no option can check alone. */
final class SettingsReader {
    /** Properties that a job decides itself, and what to do instead of giving them. */
    private static final Map<String, String> DECIDED =
            Map.ofEntries(
                    Map.entry("bootstrap.servers", "set kafka.bootstrap-servers"),
                    Map.entry("group.id", "set kafka.source.group-id"),
                    Map.entry("auto.offset.reset", "set kafka.source.starting-offsets"),
                    Map.entry("isolation.level", "the job reads committed records only"),
                    Map.entry("enable.auto.commit", "offsets are committed by checkpoints"),
                    Map.entry("acks", "all replicas in sync acknowledge every record"),
                    Map.entry("enable.idempotence", "set delivery.guarantee"),
                    Map.entry("transactional.id", "set delivery.transactional-id-prefix"),
                    Map.entry("transaction.timeout.ms", "set delivery.transaction-timeout"),
                    Map.entry("max.request.size", "set kafka.sink.max-record-bytes"),
                    Map.entry("key.serializer", "set kafka.documents.format"),
                    Map.entry("value.serializer", "set kafka.documents.format"),
                    Map.entry("key.deserializer", "set kafka.documents.format"),
                    Map.entry("value.deserializer", "set kafka.documents.format"));

    private final EffectiveOptions options;

    SettingsReader(EffectiveOptions options) {
        this.options = options;
    }

    /** The settings, or all mistakes. */
    JobSettings read() {
        DocumentType type = required(JobOptions.TYPE);
        KafkaSettings kafka = kafka();
        SchemaSettings schemas = schemas(kafka.format());
        DeliverySettings delivery = delivery(kafka.source().reading());
        EnrichmentSettings tasks = tasks();
        WaitingSettings waiting = waiting();
        PrivacySettings privacy = privacy();
        DocumentMapping mapping = mapping(type, kafka.format());
        DatabaseSettings database = database();
        if (!options.mistakes().isEmpty()) {
            throw new OptionMistakes(options.mistakes());
        }
        return new JobSettings(
                type, kafka, schemas, delivery, tasks, waiting, privacy, mapping, database);
    }

    private DocumentMapping mapping(DocumentType type, DocumentFormat format) {
        if (type == null) {
            return DocumentMapping.none();
        }
        DocumentMapping mapping = new MappingReader(options, type).read();
        if (!mapping.isNone() && format == DocumentFormat.AVRO) {
            options.mistake(
                    "mapping: expected kafka.documents.format=json, found avro; that format reads"
                            + " records of Runnel's own schemas, which have a document's shape");
        }
        return mapping;
    }

    private KafkaSettings kafka() {
        Reading reading = reading();
        SourceSettings source =
                new SourceSettings(
                        value(KafkaOptions.SOURCE_TOPIC),
                        reading.own(value(KafkaOptions.GROUP_ID)),
                        reading,
                        new RejectLimit(
                                value(RejectOptions.MAX_SHARE),
                                value(RejectOptions.WINDOW),
                                value(RejectOptions.BEYOND)));
        TopicSettings enriched = topic(KafkaOptions.SINK_TOPIC, KafkaOptions.SINK_MAX_RECORD_BYTES);
        TopicSettings deadLetters =
                topic(KafkaOptions.DEAD_LETTERS_TOPIC, KafkaOptions.DEAD_LETTERS_MAX_RECORD_BYTES);
        refuseEqual(List.of(source.topic(), enriched.topic(), deadLetters.topic()));
        return new KafkaSettings(
                new KafkaClient(required(KafkaOptions.BOOTSTRAP_SERVERS), clientProperties()),
                value(KafkaOptions.DOCUMENTS_FORMAT),
                source,
                enriched,
                deadLetters,
                value(KafkaOptions.MISSING_TOPICS),
                value(KafkaOptions.CREATED_TOPICS_PARTITIONS));
    }

    /** A job that speaks JSON may share a file that names a registry, and never asks it. */
    private SchemaSettings schemas(DocumentFormat format) {
        String url =
                format == DocumentFormat.AVRO_CONFLUENT
                        ? required(SchemaOptions.REGISTRY_URL)
                        : options.read(SchemaOptions.REGISTRY_URL).orElse(null);
        RegistrySettings registry =
                url == null || format != DocumentFormat.AVRO_CONFLUENT
                        ? null
                        : new RegistrySettings(
                                SchemaOptions.addresses(url),
                                options.read(SchemaOptions.CREDENTIALS_FILE).orElse(null),
                                value(SchemaOptions.TIMEOUT));
        return new SchemaSettings(registry, value(SchemaOptions.WRITTEN_ID));
    }

    /** None without an address; a job may share a file that says how one is written to. */
    private DatabaseSettings database() {
        DatabaseSettings settings =
                new DatabaseSettings(
                        options.read(DatabaseOptions.URL).orElse(null),
                        value(DatabaseOptions.USER),
                        options.read(DatabaseOptions.PASSWORD_FILE).orElse(null),
                        value(DatabaseOptions.BATCH_SIZE),
                        value(DatabaseOptions.LONGEST_OUTAGE));
        return settings.url() == null ? null : settings;
    }

    /** Everything that comes, or a range: then both of its ends must be given. */
    private Reading reading() {
        boolean isBackfill =
                options.isGiven(BackfillOptions.FROM) || options.isGiven(BackfillOptions.UNTIL);
        if (!isBackfill) {
            refuseWithout(BackfillOptions.FROM, BackfillOptions.NAME);
            return new Reading.Endless(
                    value(KafkaOptions.STARTING_OFFSETS),
                    value(KafkaOptions.PARTITION_DISCOVERY_INTERVAL));
        }
        RangeEnd from = end(BackfillOptions.FROM);
        RangeEnd until = end(BackfillOptions.UNTIL);
        if (from != null && until != null) {
            RangeEnd.mistake(from, until).ifPresent(options::mistake);
        }
        return new Reading.Backfill(from, until, value(BackfillOptions.NAME));
    }

    private RangeEnd end(JobOption<String> option) {
        String text = required(option);
        return text == null ? null : RangeEnd.parse(text).orElse(null);
    }

    private TopicSettings topic(JobOption<String> name, JobOption<MemorySize> maxRecordBytes) {
        return new TopicSettings(value(name), Math.toIntExact(value(maxRecordBytes).getBytes()));
    }

    private void refuseEqual(List<String> topics) {
        if (new HashSet<>(topics).size() < topics.size()) {
            options.mistake(
                    "kafka.source.topic, kafka.sink.topic and kafka.dead-letters.topic: expected"
                            + " three different topics, found "
                            + String.join(", ", topics)
                            + "; the job would read what it writes");
        }
    }

    private Map<String, String> clientProperties() {
        Map<String, String> properties = options.kafkaProperties();
        properties.forEach(
                (property, text) -> {
                    if (DECIDED.containsKey(property)) {
                        options.mistake(
                                JobOptions.KAFKA_PROPERTIES
                                        + property
                                        + ": expected to be left out; "
                                        + DECIDED.get(property));
                    }
                });
        return properties;
    }

    private DeliverySettings delivery(Reading reading) {
        DeliverySettings delivery =
                new DeliverySettings(
                        value(DeliveryOptions.GUARANTEE),
                        options.read(DeliveryOptions.TRANSACTIONAL_ID_PREFIX)
                                .map(reading::own)
                                .orElse(null),
                        value(DeliveryOptions.TRANSACTION_TIMEOUT),
                        value(DeliveryOptions.CHECKPOINT_INTERVAL),
                        value(DeliveryOptions.LONGEST_OUTAGE));
        if (delivery.guarantee() == Guarantee.EXACTLY_ONCE) {
            required(DeliveryOptions.TRANSACTIONAL_ID_PREFIX);
            checkTimeout(delivery);
        }
        return delivery;
    }

    private void checkTimeout(DeliverySettings delivery) {
        Duration least = DeliverySettings.LEAST_CHECKPOINT_TIMEOUT;
        if (delivery.checkpointTimeout().compareTo(least) < 0) {
            Duration needed =
                    delivery.checkpointInterval().plus(delivery.longestOutage()).plus(least);
            options.mistake(
                    String.format(
                            "delivery.transaction-timeout: expected at least %s (checkpoint-interval,"
                                    + " longest-outage, and %s for a checkpoint to complete), found"
                                    + " %s; after a longer outage the broker has given up records of"
                                    + " the last checkpoint. Raise it, or lower one of the two",
                            JobOption.text(needed),
                            JobOption.text(least),
                            JobOption.text(delivery.transactionTimeout())));
        }
    }

    private EnrichmentSettings tasks() {
        return new EnrichmentSettings(
                head(TaskOptions.CLASSIFICATION_MODEL, TaskOptions.CLASSIFICATION_HEAD),
                head(TaskOptions.SENTIMENT_MODEL, TaskOptions.SENTIMENT_HEAD),
                head(TaskOptions.ENTITIES_MODEL, TaskOptions.ENTITIES_HEAD),
                head(TaskOptions.SUMMARY_MODEL, TaskOptions.SUMMARY_HEAD),
                value(TaskOptions.LONG_TEXT),
                value(TaskOptions.ENTITIES_WORD_AGGREGATION),
                value(TaskOptions.SUMMARY_MAX_WORDS),
                fields(),
                new LanguageSettings(
                        value(LanguageOptions.DETECTION), value(LanguageOptions.MIN_CONFIDENCE)),
                brought(),
                value(EnrichmentOptions.GENERATION));
    }

    private BroughtModels brought() {
        BroughtModelOptions.OF_CANDIDATES.forEach(
                option -> refuseWithout(BroughtModelOptions.CANDIDATE_LABELS, option));
        BroughtModelOptions.OF_WRITER.forEach(
                option -> refuseWithout(BroughtModelOptions.WRITER, option));
        List<String> labels =
                options.read(BroughtModelOptions.CANDIDATE_LABELS).stream()
                        .flatMap(text -> Stream.of(text.split(",", -1)))
                        .map(String::strip)
                        .filter(label -> !label.isEmpty())
                        .toList();
        return new BroughtModels(
                new ZeroShotSettings(
                        labels,
                        value(BroughtModelOptions.HYPOTHESIS),
                        value(BroughtModelOptions.CANDIDATE_CHOICE)),
                new WritingSettings(
                        options.read(BroughtModelOptions.WRITER).orElse(""),
                        value(BroughtModelOptions.WRITER_MAX_TOKENS),
                        value(BroughtModelOptions.WRITER_TIMEOUT),
                        value(BroughtModelOptions.WRITER_MIN_SIMILARITY),
                        value(BroughtModelOptions.WRITER_UNFAITHFUL),
                        value(BroughtModelOptions.WRITER_SEED)));
    }

    private void refuseWithout(JobOption<?> needed, JobOption<?> option) {
        if (options.isGiven(option) && !options.isGiven(needed)) {
            options.mistake(
                    option.key()
                            + ": expected "
                            + needed.key()
                            + " beside it, found none, and it says nothing alone. Give that key,"
                            + " too, or leave this one out");
        }
    }

    /**
     * A head or a model that somebody names must be there; the default one need not. Jobs for other
     * types than invoices may share a file that names them, and never look.
     */
    private FieldsSettings fields() {
        String model =
                options.read(TaskOptions.FIELDS_MODEL)
                        .orElseGet(() -> value(TaskOptions.ENTITIES_MODEL));
        String head = options.read(TaskOptions.FIELDS_HEAD).orElse(TaskOptions.FIELDS);
        boolean named =
                options.isGiven(TaskOptions.FIELDS_MODEL)
                        || options.isGiven(TaskOptions.FIELDS_HEAD);
        return new FieldsSettings(
                new Head(model, head), named ? WhenMissing.FAIL : WhenMissing.LEAVE_OUT);
    }

    private WaitingSettings waiting() {
        return new WaitingSettings(
                value(EnrichmentOptions.ORDER),
                value(EnrichmentOptions.CAPACITY),
                value(EnrichmentOptions.TIMEOUT));
    }

    private PrivacySettings privacy() {
        Set<PersonalData> kinds =
                PrivacyOptions.kinds(value(PrivacyOptions.REDACT)).orElse(Set.of());
        Redactor.Mode mode = value(PrivacyOptions.MODE);
        String keyFile = options.read(PrivacyOptions.HASH_KEY_FILE).orElse(null);
        if (kinds.isEmpty()) {
            return PrivacySettings.none();
        }
        if (mode == Redactor.Mode.HASH && keyFile == null) {
            options.mistake(
                    "privacy.hash-key-file: expected "
                            + PrivacyOptions.HASH_KEY_FILE.expected()
                            + " for privacy.mode=hash, but it is not given");
            return PrivacySettings.none();
        }
        return new PrivacySettings(kinds, mode, keyFile);
    }

    private Head head(JobOption<String> model, JobOption<String> head) {
        return new Head(value(model), value(head));
    }

    /** The value or its default, of an option that has one for every type. */
    private <T> T value(JobOption<T> option) {
        return options.read(option)
                .orElseThrow(
                        () -> new IllegalStateException(option.key() + " has no default value."));
    }

    /**
     * The value of an option that has no default; {@code null} and a mistake where it is missing.
     */
    private <T> T required(JobOption<T> option) {
        T value = options.read(option).orElse(null);
        if (value == null && !options.isGiven(option)) {
            options.mistake(
                    option.key() + ": expected " + option.expected() + ", but it is not given");
        }
        return value;
    }
}
