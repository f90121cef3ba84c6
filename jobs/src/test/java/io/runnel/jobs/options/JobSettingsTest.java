package io.runnel.jobs.options;

import static io.runnel.jobs.options.GivenOptions.mistakesOf;
import static io.runnel.jobs.options.GivenOptions.options;
import static io.runnel.jobs.options.GivenOptions.settings;
import static io.runnel.jobs.options.GivenOptions.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.flink.EnrichmentSettings.Head;
import io.runnel.flink.FieldsSettings;
import io.runnel.flink.FieldsSettings.WhenMissing;
import io.runnel.flink.LanguageSettings;
import io.runnel.flink.OutputOrder;
import io.runnel.flink.RejectLimit;
import io.runnel.inference.task.WordAggregation;
import io.runnel.inference.token.LongText;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.privacy.PersonalData;
import io.runnel.schemas.privacy.PrivacySettings;
import io.runnel.schemas.privacy.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobSettingsTest {
    @TempDir private Path folder;

    @Test
    void writesToNoDatabaseUnlessOneIsNamed() {
        assertThat(settings().database()).isNull();
        assertThat(settings("--database.user=me").database()).isNull();
        assertThat(settings("--database.url=jdbc:postgresql://db:5432/runnel").database())
                .isEqualTo(
                        new DatabaseSettings(
                                "jdbc:postgresql://db:5432/runnel",
                                "runnel",
                                null,
                                100,
                                Duration.ofMinutes(5)));
    }

    @Test
    void refusesAnAddressThatIsNoneOrHoldsASecret() {
        for (String url :
                List.of(
                        "mysql://db/runnel",
                        "jdbc:postgresql:",
                        "jdbc:postgresql://db/runnel?password=x")) {
            assertThatThrownBy(() -> settings("--database.url=" + url, "--database.batch-size=0"))
                    .isInstanceOf(OptionMistakes.class)
                    .hasMessageContaining("database.url: expected jdbc:postgresql://HOST:PORT")
                    .hasMessageContaining("database.batch-size: expected a number from 1");
        }
    }

    @Test
    void needsATypeABrokerAndAPrefixAndNothingElse() {
        JobSettings settings = settings();

        assertThat(settings.type()).isEqualTo(DocumentType.TICKET);
        assertThat(settings.kafka().client().bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(settings.kafka().source())
                .isEqualTo(
                        new SourceSettings(
                                "tickets",
                                "runnel-tickets",
                                new Reading.Endless(
                                        StartingOffsets.COMMITTED_OR_EARLIEST,
                                        Duration.ofMinutes(1)),
                                new RejectLimit(1, 1_000, RejectLimit.Beyond.PAUSE)));
        assertThat(settings.kafka().enriched())
                .isEqualTo(new TopicSettings("tickets-enriched", 1 << 20));
        assertThat(settings.kafka().deadLetters())
                .isEqualTo(new TopicSettings("tickets-dlt", 2 << 20));
        assertThat(settings.delivery())
                .isEqualTo(
                        new DeliverySettings(
                                Guarantee.EXACTLY_ONCE,
                                "runnel",
                                Duration.ofMinutes(15),
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(10)));
        assertThat(settings.tasks().classification().head()).isEqualTo("ticket-queue");
        assertThat(settings.tasks().language()).isEqualTo(LanguageSettings.defaults());
        assertThat(settings.tasks().fields())
                .isEqualTo(
                        new FieldsSettings(
                                new Head("runnel-base/3", "invoice-fields"),
                                WhenMissing.LEAVE_OUT));
    }

    @Test
    void takesNothingOutUnlessItIsAskedTo() {
        assertThat(settings().privacy()).isEqualTo(PrivacySettings.none());
        assertThat(settings("--privacy.redact=Email, national-id", "--privacy.mode=drop").privacy())
                .isEqualTo(
                        new PrivacySettings(
                                Set.of(PersonalData.EMAIL, PersonalData.NATIONAL_ID),
                                Redactor.Mode.DROP,
                                null));
        assertThat(settings("--privacy.redact=all").privacy().kinds())
                .containsExactlyInAnyOrder(PersonalData.values());
    }

    @Test
    void needsAKeyForHashesAndKnowsEveryKind() {
        assertThatThrownBy(() -> settings("--privacy.redact=iban", "--privacy.mode=hash"))
                .hasMessageContaining("privacy.hash-key-file: expected the path of a file");
        assertThatThrownBy(() -> settings("--privacy.redact=iban, shoe-size"))
                .hasMessageContaining("privacy.redact: expected none, all, or some of email, phone")
                .hasMessageContaining("found 'iban, shoe-size'");
    }

    @ParameterizedTest
    @EnumSource(DocumentType.class)
    void letsJobsOfAllTypesShareAFileThatNamesTheFields(DocumentType type) throws IOException {
        Path shared =
                Files.writeString(
                        folder.resolve("shared.yaml"),
                        """
                        kafka: {bootstrap-servers: "kafka:9092"}
                        delivery: {transactional-id-prefix: runnel}
                        tasks: {fields: {model: mine/2, head: receipts}}
                        """);

        JobSettings settings =
                JobSettings.of(options("--type=" + type.label(), "--config=" + shared));

        assertThat(settings.type()).isEqualTo(type);
        assertThat(settings.tasks().fields().head()).isEqualTo(new Head("mine/2", "receipts"));
    }

    @Test
    void readsValuesWithTheirUnits() {
        JobSettings settings =
                settings(
                        "--kafka.sink.max-record-bytes=3 mb",
                        "--kafka.dead-letters.max-record-bytes=20000",
                        "--delivery.checkpoint-interval=500 ms",
                        "--kafka.source.starting-offsets=latest",
                        "--kafka.documents.format=avro",
                        "--kafka.missing-topics=create",
                        "--enrichment.order=ordered",
                        "--tasks.entities.word-aggregation=max",
                        "--tasks.long-text=truncate");

        assertThat(settings.kafka().enriched().maxRecordBytes()).isEqualTo(3 << 20);
        assertThat(settings.kafka().deadLetters().maxRecordBytes()).isEqualTo(20_000);
        assertThat(settings.delivery().checkpointInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.kafka().source().reading())
                .isEqualTo(new Reading.Endless(StartingOffsets.LATEST, Duration.ofMinutes(1)));
        assertThat(settings.kafka().format()).isEqualTo(DocumentFormat.AVRO);
        assertThat(settings.kafka().missingTopics()).isEqualTo(MissingTopics.CREATE);
        assertThat(settings.waiting().order()).isEqualTo(OutputOrder.ORDERED);
        assertThat(settings.tasks().aggregation()).isEqualTo(WordAggregation.MAX);
        assertThat(settings.tasks().longText()).isEqualTo(LongText.TRUNCATE);
    }

    @Test
    void reportsAllMistakesTogether() {
        OptionMistakes mistakes =
                mistakesOf(
                        "--kafka.source.starting-offsets=newest",
                        "--kafka.sink.topic=a topic",
                        "--enrichment.capacity=0",
                        "--delivery.checkpoint-interval=soon",
                        "--tasks.sentiment.model=runnel-base",
                        "--delivery.garantee=exactly-once",
                        "ticket");

        assertThat(mistakes.mistakes())
                .containsExactlyInAnyOrder(
                        "'ticket': expected --key value",
                        "delivery.garantee: no such option (--delivery.garantee); did you mean"
                                + " delivery.guarantee?",
                        "type: expected invoice or transcript or ticket, but it is not given",
                        "kafka.bootstrap-servers: expected host:port, separated by commas, but it"
                                + " is not given",
                        "delivery.transactional-id-prefix: expected a name ([A-Za-z0-9._-], at most"
                                + " 100) without -enriched or -dead-letters, but it is not given",
                        "kafka.source.starting-offsets: expected committed-or-earliest or earliest"
                                + " or latest, found 'newest' (--kafka.source.starting-offsets)",
                        "kafka.sink.topic: expected a topic name ([A-Za-z0-9._-], at most 249),"
                                + " found 'a topic' (--kafka.sink.topic)",
                        "enrichment.capacity: expected a number from 1 to 100000, found '0'"
                                + " (--enrichment.capacity)",
                        "delivery.checkpoint-interval: expected a duration from 100 ms, such as 10"
                                + " s, found 'soon' (--delivery.checkpoint-interval)",
                        "tasks.sentiment.model: expected name/version, such as runnel-base/3, found"
                                + " 'runnel-base' (--tasks.sentiment.model)");
        assertThat(mistakes).hasMessageStartingWith("10 mistakes in the options");
    }

    @Test
    void passesPropertiesThroughToTheClients() {
        KafkaClient client = settings("--kafka.properties.security.protocol=SSL").kafka().client();

        assertThat(client.connection())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("bootstrap.servers", "kafka:9092");
    }

    @Test
    void refusesPropertiesThatTheJobDecides() {
        assertThat(
                        mistakesOf(
                                        with(
                                                "--kafka.properties.group.id=mine",
                                                "--kafka.properties.acks=1"))
                                .mistakes())
                .containsExactlyInAnyOrder(
                        "kafka.properties.group.id: expected to be left out; set"
                                + " kafka.source.group-id",
                        "kafka.properties.acks: expected to be left out; all replicas in sync"
                                + " acknowledge every record");
    }

    @ParameterizedTest
    @EnumSource(DocumentType.class)
    void readsTheShippedFiles(DocumentType type) {
        Path file = RepositoryRoot.resolve("deploy/conf/" + type.topic() + ".yaml");

        JobSettings settings = JobSettings.of(options("--config=" + file));

        assertThat(settings.type()).isEqualTo(type);
        assertThat(settings.kafka().source().topic()).isEqualTo(type.topic());
    }
}
