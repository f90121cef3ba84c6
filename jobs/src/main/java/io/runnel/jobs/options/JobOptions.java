package io.runnel.jobs.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.runnel.schemas.document.DocumentType;
import java.util.List;
import java.util.stream.Stream;

/** Every option of a job, and the one that stands above all groups. */
public final class JobOptions {
    public static final JobOption<DocumentType> TYPE =
            JobOption.oneOf(
                    key("type")
                            .enumType(DocumentType.class)
                            .noDefaultValue()
                            .withDescription(
                                    "What the documents are; chooses the job, the default topics"
                                            + " and the default classification head."),
                    DocumentType.class);

    /** Keys with this prefix are properties of the Kafka clients and go to them as they are. */
    public static final String KAFKA_PROPERTIES = "kafka.properties.";

    private JobOptions() {}

    /** Every option, in the order of the docs. */
    public static List<JobOption<?>> all() {
        return Stream.of(
                        List.<JobOption<?>>of(TYPE),
                        KafkaOptions.ALL,
                        SchemaOptions.ALL,
                        DatabaseOptions.ALL,
                        BackfillOptions.ALL,
                        DeliveryOptions.ALL,
                        EnrichmentOptions.ALL,
                        LanguageOptions.ALL,
                        RejectOptions.ALL,
                        PrivacyOptions.ALL,
                        TaskOptions.ALL,
                        BroughtModelOptions.ALL)
                .flatMap(List::stream)
                .toList();
    }
}
