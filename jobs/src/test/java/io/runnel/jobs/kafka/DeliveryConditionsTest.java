package io.runnel.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.kafka.BrokerFacts.Topic;
import io.runnel.jobs.options.Arguments;
import io.runnel.jobs.options.EffectiveOptions;
import io.runnel.jobs.options.JobSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryConditionsTest {
    private static final Optional<Duration> FIFTEEN_MINUTES = Optional.of(Duration.ofMinutes(15));
    private static final Topic ROOMY =
            new Topic(4, Map.of("max.message.bytes", "3145728", "cleanup.policy", "delete"));

    @Test
    void areMetByTopicsThatTakeTheRecordsAndBrokersThatGrantTheTime() {
        assertThat(unmet(facts(ROOMY, ROOMY, ROOMY))).isEmpty();
    }

    @Test
    void areListedTogether() {
        BrokerFacts facts =
                new BrokerFacts(
                        Map.of(
                                "tickets-enriched",
                                new Topic(4, Map.of("max.message.bytes", "1000000")),
                                "tickets-dlt",
                                new Topic(
                                        4,
                                        Map.of(
                                                "max.message.bytes",
                                                "1048588",
                                                "cleanup.policy",
                                                "compact,delete"))),
                        Optional.of(Duration.ofMinutes(5)));

        assertThat(unmet(facts))
                .containsExactly(
                        "Topic 'tickets' does not exist. Create it, or set"
                                + " kafka.missing-topics=create.",
                        "Topic 'tickets-enriched' takes records of 1,000,000 bytes"
                                + " (max.message.bytes), but kafka.sink.max-record-bytes is 1,048,576."
                                + " Raise the topic's, with kafka-configs.sh --alter --topic"
                                + " tickets-enriched --add-config max.message.bytes=1048576, or lower"
                                + " kafka.sink.max-record-bytes.",
                        "Topic 'tickets-dlt' takes records of 1,048,588 bytes (max.message.bytes),"
                                + " but kafka.dead-letters.max-record-bytes is 2,097,152. Raise the"
                                + " topic's, with kafka-configs.sh --alter --topic tickets-dlt"
                                + " --add-config max.message.bytes=2097152, or lower"
                                + " kafka.dead-letters.max-record-bytes.",
                        "Topic 'tickets-dlt' is compacted: it would forget dead letters with equal"
                                + " keys and refuse those without. Set its cleanup.policy to delete.",
                        "delivery.transaction-timeout is 900000 ms, but the brokers grant 300000 ms"
                                + " (transaction.max.timeout.ms). Lower it, or raise the brokers'.");
    }

    @Test
    void askForNoTransactionTimeWithAtLeastOnce() {
        BrokerFacts facts =
                new BrokerFacts(
                        facts(ROOMY, ROOMY, ROOMY).topics(), Optional.of(Duration.ofSeconds(1)));

        assertThat(unmet(facts, "--delivery.guarantee=at-least-once")).isEmpty();
    }

    @Test
    void letPassWhatTheBrokersDoNotTell() {
        Topic unknown = new Topic(4, Map.of());
        BrokerFacts facts =
                new BrokerFacts(facts(unknown, unknown, unknown).topics(), Optional.empty());

        assertThat(unmet(facts)).isEmpty();
    }

    @Test
    void wantEveryTimeThatTheSourceTakesToBeTaken() {
        Topic anyTime = new Topic(4, Map.of("message.timestamp.after.max.ms", "86400000"));
        Topic oneHour = new Topic(4, Map.of("message.timestamp.after.max.ms", "3600000"));
        Topic brokersTime =
                new Topic(
                        4,
                        Map.of(
                                "message.timestamp.after.max.ms", "3600000",
                                "message.timestamp.type", "LogAppendTime"));

        assertThat(unmet(facts(anyTime, oneHour, ROOMY)))
                .containsExactly(
                        "Topic 'tickets-enriched' refuses records of times that 'tickets' takes"
                                + " (message.timestamp.after.max.ms is 86400000 there, 3600000 here):"
                                + " one would stop the job. Make them equal.");
        assertThat(unmet(facts(oneHour, anyTime, ROOMY))).isEmpty();
        assertThat(unmet(facts(anyTime, brokersTime, ROOMY))).isEmpty();
        assertThat(unmet(facts(brokersTime, oneHour, ROOMY))).isEmpty();
    }

    @Test
    void saysWhichTopicForgetsWhatABackfillWrites() {
        Topic week = new Topic(4, Map.of("retention.ms", "604800000"));
        Topic month = new Topic(4, Map.of("retention.ms", "2592000000"));
        Topic forEver = new Topic(4, Map.of("retention.ms", "-1"));
        Topic unknown = new Topic(4, Map.of());
        Topic brokersTime =
                new Topic(
                        4,
                        Map.of(
                                "retention.ms", "604800000",
                                "message.timestamp.type", "LogAppendTime"));

        assertThat(forgetful(month, week))
                .hasValueSatisfying(
                        said ->
                                assertThat(said)
                                        .contains(
                                                "'tickets-enriched' deletes what is older than 7.0 days"));
        assertThat(forgetful(forEver, week)).isPresent();
        assertThat(forgetful(week, week)).isEmpty();
        assertThat(forgetful(week, month)).isEmpty();
        assertThat(forgetful(month, forEver)).isEmpty();
        assertThat(forgetful(unknown, week)).isEmpty();
        assertThat(forgetful(month, unknown)).isEmpty();
        assertThat(forgetful(month, brokersTime)).isEmpty();
    }

    private static Optional<String> forgetful(Topic source, Topic enriched) {
        return DeliveryConditions.forgetful(settings().kafka(), facts(source, enriched, ROOMY));
    }

    private static BrokerFacts facts(Topic source, Topic enriched, Topic deadLetters) {
        return new BrokerFacts(
                Map.of(
                        "tickets", source,
                        "tickets-enriched", enriched,
                        "tickets-dlt", deadLetters),
                FIFTEEN_MINUTES);
    }

    private static List<String> unmet(BrokerFacts facts, String... more) {
        return DeliveryConditions.unmet(settings(more), facts);
    }

    private static JobSettings settings(String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--type=ticket",
                                "--kafka.bootstrap-servers=kafka:9092",
                                "--delivery.transactional-id-prefix=runnel"));
        arguments.addAll(List.of(more));
        return JobSettings.of(EffectiveOptions.of(Arguments.parse(arguments), Map.of()));
    }
}
