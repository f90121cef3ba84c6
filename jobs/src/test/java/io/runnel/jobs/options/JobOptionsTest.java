package io.runnel.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.schemas.document.DocumentType;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobOptionsTest {
    /** A change here is a change for everybody who runs Runnel: say so in CHANGELOG.md. */
    private static final String KEYS_AND_DEFAULTS =
            """
            type = -
            kafka.bootstrap-servers = -
            kafka.source.topic = invoices | transcripts | tickets
            kafka.source.group-id = runnel-invoices | runnel-transcripts | runnel-tickets
            kafka.source.starting-offsets = committed-or-earliest
            kafka.source.partition-discovery-interval = 1 min
            kafka.sink.topic = invoices-enriched | transcripts-enriched | tickets-enriched
            kafka.sink.max-record-bytes = 1 mb
            kafka.dead-letters.topic = invoices-dlt | transcripts-dlt | tickets-dlt
            kafka.dead-letters.max-record-bytes = 2 mb
            kafka.documents.format = json
            kafka.missing-topics = refuse
            kafka.created-topics.partitions = 4
            schemas.registry.url = -
            schemas.registry.credentials-file = -
            schemas.registry.timeout = 30 s
            schemas.written-id = value
            database.url = -
            database.user = runnel
            database.password-file = -
            database.batch-size = 100
            database.longest-outage = 5 min
            backfill.from = -
            backfill.until = -
            backfill.name = backfill
            delivery.guarantee = exactly-once
            delivery.transactional-id-prefix = -
            delivery.transaction-timeout = 15 min
            delivery.checkpoint-interval = 10 s
            delivery.longest-outage = 10 min
            enrichment.order = unordered
            enrichment.capacity = 200
            enrichment.timeout = 30 min
            enrichment.generation = 0
            language.detection = detect
            language.min-confidence = 0.6
            rejects.max-share = 1.0
            rejects.window = 1000
            rejects.beyond = pause
            privacy.redact = none
            privacy.mode = mask
            privacy.hash-key-file = -
            tasks.classification.model = runnel-base/3
            tasks.classification.head = spend-category | conversation-domain | ticket-queue
            tasks.sentiment.model = runnel-base/3
            tasks.sentiment.head = sentiment
            tasks.entities.model = runnel-base/3
            tasks.entities.head = entities
            tasks.entities.word-aggregation = first
            tasks.summary.model = runnel-base/3
            tasks.summary.head = salience
            tasks.summary.max-words = 40 | 120 | 40
            tasks.fields.model = -
            tasks.fields.head = -
            tasks.long-text = chunk
            tasks.classification.candidate-labels = -
            tasks.classification.hypothesis = This example is {}.
            tasks.classification.candidate-choice = one
            tasks.summary.writer = -
            tasks.summary.writer-max-tokens = 128
            tasks.summary.writer-timeout = 1 min
            tasks.summary.writer-min-similarity = 0.5
            tasks.summary.writer-unfaithful = drop-sentence
            tasks.summary.writer-seed = 0
            """;

    @Test
    void hasTheseKeysAndDefaults() {
        StringBuilder found = new StringBuilder();
        for (JobOption<?> option : JobOptions.all()) {
            found.append(option.key()).append(" = ").append(defaults(option)).append('\n');
        }

        assertThat(found).hasToString(KEYS_AND_DEFAULTS);
    }

    @Test
    void readsEveryDefaultAsItIsPrinted() {
        for (JobOption<?> option : JobOptions.all()) {
            for (DocumentType type : DocumentType.values()) {
                option.defaultTextFor(type)
                        .ifPresent(
                                text ->
                                        assertThat((Object) option.parse(text))
                                                .as(option.key())
                                                .isEqualTo(option.defaultFor(type).orElseThrow()));
            }
        }
    }

    @Test
    void hasLowerCaseKeysOnly() {
        assertThat(JobOptions.all())
                .allSatisfy(
                        option -> assertThat(option.key()).matches("[a-z]+(-[a-z]+)*(\\.[a-z-]+)*"))
                .doesNotHaveDuplicates();
    }

    private static String defaults(JobOption<?> option) {
        List<String> defaults = ConfigurationPage.defaults(option);
        return defaults.isEmpty() ? "-" : String.join(" | ", defaults);
    }
}
