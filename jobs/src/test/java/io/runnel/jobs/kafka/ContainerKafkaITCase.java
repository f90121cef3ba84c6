package io.runnel.jobs.kafka;

import static io.runnel.jobs.kafka.TestKafka.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.registry.Container;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job with Kafka as its project packs it, in a container, where Docker is. */
class ContainerKafkaITCase {
    private static final String IMAGE = "apache/kafka:4.2.2";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(JobRun.cluster(1, 4));

    private static Container container;
    private static TestKafka kafka;
    private static Optional<String> missing;

    @BeforeAll
    static void startKafka() throws Exception {
        missing = Container.missing();
        if (missing.isPresent()) {
            return;
        }
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        container = Container.start(arguments(port));
        kafka = TestKafka.at("127.0.0.1:" + port);
    }

    /** Before each, because a report keeps no reason of a whole class. */
    @BeforeEach
    void skipWithoutIt() {
        assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
    }

    @AfterAll
    static void stopKafka() {
        if (container != null) {
            container.close();
        }
    }

    @Test
    void enrichesEachTicketOnce() throws Exception {
        kafka.createTopics(1, "tickets");
        kafka.send(
                List.of(
                        record("tickets", "a", "{\"id\":\"1\",\"text\":\"My card is stuck.\"}"),
                        record("tickets", "b", "no json")));

        List<ConsumerRecord<byte[], byte[]>> written =
                JobRun.during(
                        JobRun.settings(
                                kafka, "ticket", "--delivery.transactional-id-prefix=container"),
                        () ->
                                kafka.readUntil(
                                        List.of("tickets-enriched", "tickets-dlt"),
                                        all -> all.size() >= 2));

        assertThat(written).extracting(ConsumerRecord::topic).doesNotHaveDuplicates().hasSize(2);
        assertThat(written)
                .filteredOn(each -> each.topic().equals("tickets-enriched"))
                .extracting(each -> new JsonEnrichedCodec().decode(each.value()).ticket().id())
                .containsExactly("1");
    }

    private static List<String> arguments(int port) {
        List<String> arguments =
                new ArrayList<>(List.of("--publish", "127.0.0.1:" + port + ":" + port));
        Map.of(
                        "KAFKA_NODE_ID", "1",
                        "KAFKA_PROCESS_ROLES", "broker,controller",
                        "KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093",
                        "KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER",
                        "KAFKA_LISTENERS", "PLAINTEXT://:" + port + ",CONTROLLER://:9093",
                        "KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://127.0.0.1:" + port,
                        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                                "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
                        "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1",
                        "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1",
                        "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1")
                .forEach((name, value) -> arguments.addAll(List.of("--env", name + "=" + value)));
        arguments.add(IMAGE);
        return arguments;
    }
}
