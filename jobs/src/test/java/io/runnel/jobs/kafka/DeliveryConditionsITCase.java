package io.runnel.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.runnel.jobs.options.Arguments;
import io.runnel.jobs.options.EffectiveOptions;
import io.runnel.jobs.options.JobSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the conditions find out from a real broker. */
class DeliveryConditionsITCase {
    @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

    @Test
    void areListedTogether() throws Exception {
        create(
                new NewTopic("small-enriched", 1, (short) 1)
                        .configs(Map.of("max.message.bytes", "5000")),
                new NewTopic("small-dlt", 1, (short) 1)
                        .configs(Map.of("cleanup.policy", "compact")));

        UnmetConditions unmet =
                unmet(
                        settings(
                                BROKER.kafka().bootstrapServers(),
                                "small",
                                "--delivery.transaction-timeout=2 d"));

        assertThat(unmet.conditions())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("Topic 'small' does not exist."),
                        line -> assertThat(line).startsWith("Topic 'small-enriched' takes records"),
                        line -> assertThat(line).startsWith("Topic 'small-dlt' takes records"),
                        line -> assertThat(line).startsWith("Topic 'small-dlt' is compacted"),
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "delivery.transaction-timeout is 172800000 ms, but"
                                                        + " the brokers grant"));
    }

    @Test
    void areMetByTopicsThatTheJobMakesItself() throws Exception {
        create(
                new NewTopic("made", 3, (short) 1)
                        .configs(Map.of(BrokerFacts.RETENTION, "86400000000")));
        JobSettings settings =
                settings(
                        BROKER.kafka().bootstrapServers(),
                        "made",
                        "--kafka.missing-topics=create",
                        "--kafka.created-topics.partitions=3",
                        "--kafka.sink.max-record-bytes=5 mb");

        DeliveryConditions.check(settings);
        DeliveryConditions.check(settings);

        try (Admin admin = Admin.create(settings.kafka().client().connection())) {
            BrokerFacts facts =
                    BrokerFacts.ask(admin, List.of("made", "made-enriched", "made-dlt"));
            assertThat(facts.topics().values())
                    .extracting(BrokerFacts.Topic::partitions)
                    .containsExactly(3, 3, 3);
            assertThat(facts.topics().get("made-enriched").maxMessageBytes())
                    .contains(5L * 1024 * 1024);
            assertThat(facts.topics().get("made-dlt").maxMessageBytes()).contains(2L * 1024 * 1024);
            assertThat(facts.topics().get("made-enriched").number(BrokerFacts.RETENTION))
                    .contains(86_400_000_000L);
        }
    }

    @Test
    void sayThatNobodyAnswers() throws Exception {
        JobSettings nobody = settings("127.0.0.1:" + unusedPort(), "mail");

        UnmetConditions unmet =
                catchThrowableOfType(
                        UnmetConditions.class,
                        () ->
                                DeliveryConditions.check(
                                        nobody,
                                        DeliveryConditions.Beginning.WITHOUT_STATE,
                                        Duration.ofSeconds(1)));

        assertThat(unmet.conditions())
                .singleElement()
                .asString()
                .startsWith("Kafka at 127.0.0.1:")
                .contains("Check kafka.bootstrap-servers");
    }

    private static UnmetConditions unmet(JobSettings settings) {
        return catchThrowableOfType(
                UnmetConditions.class, () -> DeliveryConditions.check(settings));
    }

    private static JobSettings settings(String servers, String topic, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--type=ticket",
                                "--kafka.bootstrap-servers=" + servers,
                                "--kafka.source.topic=" + topic,
                                "--kafka.sink.topic=" + topic + "-enriched",
                                "--kafka.dead-letters.topic=" + topic + "-dlt",
                                "--delivery.transactional-id-prefix=conditions"));
        arguments.addAll(List.of(more));
        return JobSettings.of(EffectiveOptions.of(Arguments.parse(arguments), Map.of()));
    }

    private static void create(NewTopic... topics) throws ExecutionException, InterruptedException {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", BROKER.kafka().bootstrapServers()))) {
            admin.createTopics(List.of(topics)).all().get();
        }
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
