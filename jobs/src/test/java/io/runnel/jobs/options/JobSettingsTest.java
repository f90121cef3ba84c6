package io.runnel.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.runnel.flink.EnrichmentSettings.Head;
import io.runnel.flink.FieldsSettings;
import io.runnel.flink.FieldsSettings.WhenMissing;
import io.runnel.flink.LanguageDetection;
import io.runnel.flink.LanguageSettings;
import io.runnel.flink.OutputOrder;
import io.runnel.flink.RejectLimit;
import io.runnel.flink.WritingSettings;
import io.runnel.flink.ZeroShotSettings;
import io.runnel.inference.summary.GuardRule.OnFailure;
import io.runnel.inference.task.ClassifyZeroShot.Choice;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JobSettingsTest {
    private static final List<String> NEEDED =
            List.of(
                    "--type=ticket",
                    "--kafka.bootstrap-servers=kafka:9092",
                    "--delivery.transactional-id-prefix=runnel");

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
    void readsHowTheLanguageIsToldAndWhoReadsFields() {
        JobSettings settings =
                settings(
                        "--language.detection=off",
                        "--language.min-confidence=0.85",
                        "--tasks.entities.model=mine/2",
                        "--tasks.fields.head=receipts");

        assertThat(settings.tasks().language())
                .isEqualTo(new LanguageSettings(LanguageDetection.OFF, 0.85));
        assertThat(settings.tasks().fields())
                .isEqualTo(new FieldsSettings(new Head("mine/2", "receipts"), WhenMissing.FAIL));
    }

    @Test
    void readsLabelsThatAreOnlyNamedAndWhoWritesSummaries() {
        JobSettings settings =
                settings(
                        "--tasks.classification.candidate-labels=billing, delivery,",
                        "--tasks.classification.candidate-choice=any",
                        "--tasks.summary.writer=mine/1",
                        "--tasks.summary.writer-max-tokens=64",
                        "--tasks.summary.writer-unfaithful=replace-summary",
                        "--tasks.summary.writer-seed=7");

        assertThat(settings.tasks().brought().zeroShot())
                .isEqualTo(
                        new ZeroShotSettings(
                                List.of("billing", "delivery"), "This example is {}.", Choice.ANY));
        assertThat(settings.tasks().brought().writing())
                .isEqualTo(
                        new WritingSettings(
                                "mine/1",
                                64,
                                Duration.ofMinutes(1),
                                0.5,
                                OnFailure.REPLACE_SUMMARY,
                                7));
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

    @Test
    void refusesWhatSaysNothingAlone() {
        assertThat(
                        mistakesOf(
                                        with(
                                                "--tasks.classification.hypothesis=It is {}.",
                                                "--tasks.summary.writer-timeout=9 s"))
                                .mistakes())
                .hasSize(2)
                .anySatisfy(
                        mistake ->
                                assertThat(mistake)
                                        .startsWith("tasks.classification.hypothesis: expected")
                                        .contains("tasks.classification.candidate-labels"))
                .anySatisfy(
                        mistake ->
                                assertThat(mistake)
                                        .startsWith("tasks.summary.writer-timeout: expected")
                                        .contains("tasks.summary.writer beside it"));
    }

    @Test
    void refusesCandidateLabelsThatAreNone() {
        assertThat(mistakesOf(with("--tasks.classification.candidate-labels=, ,")).mistakes())
                .singleElement()
                .asString()
                .startsWith("tasks.classification.candidate-labels: expected labels");
    }

    @Test
    void insistsOnFieldsWhereTheirModelIsNamed() {
        assertThat(settings("--tasks.fields.model=mine/2").tasks().fields())
                .isEqualTo(
                        new FieldsSettings(new Head("mine/2", "invoice-fields"), WhenMissing.FAIL));
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
    void givesABackfillAGroupAndTransactionsOfItsOwn() {
        JobSettings settings =
                settings(
                        "--backfill.from=2026-03-01T01:00:00+01:00",
                        "--backfill.until=latest",
                        "--enrichment.generation=1");

        assertThat(settings.kafka().source().reading())
                .isEqualTo(
                        new Reading.Backfill(
                                new RangeEnd.At(Instant.parse("2026-03-01T00:00:00Z")),
                                new RangeEnd.Latest(),
                                "backfill"));
        assertThat(settings.kafka().source().groupId()).isEqualTo("runnel-tickets-backfill");
        assertThat(settings.delivery().transactionalIdPrefix()).isEqualTo("runnel-backfill");
        assertThat(settings.tasks().generation()).isEqualTo(1);
    }

    @Test
    void wantsBothEndsOfABackfillToMeanSomething() {
        assertThat(mistakesOf(with("--backfill.from=latest", "--backfill.name=a b")).mistakes())
                .containsExactlyInAnyOrder(
                        "backfill.from: expected earliest, a time with its zone such as"
                                + " 2026-03-01T00:00:00Z, or partition:offset with commas between"
                                + " them, found 'latest' (--backfill.from)",
                        "backfill.until: expected latest, a time with its zone such as"
                                + " 2026-03-02T00:00:00Z, or partition:offset with commas between"
                                + " them, but it is not given",
                        "backfill.name: expected a name ([A-Za-z0-9._-], at most 40) without"
                                + " enriched or dead-letters, found 'a b' (--backfill.name)");
        assertThat(mistakesOf(with("--backfill.from=0:7,1:9", "--backfill.until=0:8")).mistakes())
                .containsExactly(
                        "backfill.until: expected the partitions of backfill.from, [0, 1], found"
                                + " [0]");
        assertThat(
                        mistakesOf(
                                        with(
                                                "--backfill.from=2026-03-01T00:00:00Z",
                                                "--backfill.until=2026-03-01T01:00:00+01:00"))
                                .mistakes())
                .containsExactly(
                        "backfill.until: expected a time after backfill.from,"
                                + " 2026-03-01T00:00:00Z, found 2026-03-01T00:00:00Z");
        assertThat(mistakesOf(with("--backfill.name=march")).mistakes())
                .singleElement()
                .asString()
                .startsWith("backfill.name: expected backfill.from beside it, found none");
    }

    @Test
    void wantsATransactionToOutliveACheckpointAndTheLongestOutage() {
        OptionMistakes mistakes = mistakesOf(with("--delivery.transaction-timeout=619 s"));

        assertThat(mistakes.mistakes())
                .singleElement()
                .asString()
                .startsWith(
                        "delivery.transaction-timeout: expected at least 620 s"
                                + " (checkpoint-interval, longest-outage, and 10 s for a checkpoint"
                                + " to complete), found 619 s; ");
    }

    @Test
    void givesACheckpointTheTimeThatATransactionHasLeft() {
        assertThat(settings("--delivery.transaction-timeout=620 s").delivery().checkpointTimeout())
                .isEqualTo(Duration.ofSeconds(10));
        assertThat(settings().delivery().checkpointTimeout())
                .isEqualTo(Duration.ofMinutes(5).minusSeconds(10));
        assertThat(settings("--delivery.transaction-timeout=2 h").delivery().checkpointTimeout())
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void asksForNoTransactionsWithAtLeastOnce() {
        JobSettings settings =
                JobSettings.of(
                        options(
                                "--type=ticket",
                                "--kafka.bootstrap-servers=kafka:9092",
                                "--delivery.guarantee=at-least-once",
                                "--delivery.transaction-timeout=1 min"));

        assertThat(settings.delivery().transactionalIdPrefix()).isNull();
    }

    @Test
    void refusesAPrefixThatAnotherJobsTransactionsMayBeginWith() {
        assertThat(
                        mistakesOf(with("--delivery.transactional-id-prefix=a-ticket-enriched"))
                                .mistakes())
                .singleElement()
                .asString()
                .startsWith("delivery.transactional-id-prefix: expected a name");
    }

    @Test
    void neverReadsWhatItWrites() {
        assertThat(mistakesOf(with("--kafka.sink.topic=tickets")).mistakes())
                .containsExactly(
                        "kafka.source.topic, kafka.sink.topic and kafka.dead-letters.topic:"
                                + " expected three different topics, found tickets, tickets,"
                                + " tickets-dlt; the job would read what it writes");
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

    private static JobSettings settings(String... more) {
        return JobSettings.of(options(with(more)));
    }

    private static OptionMistakes mistakesOf(String... arguments) {
        return catchThrowableOfType(OptionMistakes.class, () -> JobSettings.of(options(arguments)));
    }

    private static String[] with(String... more) {
        List<String> needed =
                new ArrayList<>(
                        NEEDED.stream()
                                .filter(
                                        argument ->
                                                List.of(more).stream()
                                                        .noneMatch(
                                                                other ->
                                                                        key(other)
                                                                                .equals(
                                                                                        key(
                                                                                                argument))))
                                .toList());
        needed.addAll(List.of(more));
        return needed.toArray(String[]::new);
    }

    private static String key(String argument) {
        return argument.substring(0, argument.indexOf('='));
    }

    private static EffectiveOptions options(String... arguments) {
        return EffectiveOptions.of(Arguments.parse(List.of(arguments)), Map.of());
    }
}
