package io.runnel.jobs.options;

import static io.runnel.jobs.options.GivenOptions.mistakesOf;
import static io.runnel.jobs.options.GivenOptions.options;
import static io.runnel.jobs.options.GivenOptions.settings;
import static io.runnel.jobs.options.GivenOptions.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a job reads, and with which transactions it writes. */
class ReadingAndDeliveryTest {
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
}
