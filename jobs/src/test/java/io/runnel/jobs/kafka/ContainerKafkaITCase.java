package io.runnel.jobs.kafka;

import static io.runnel.jobs.kafka.TestKafka.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.registry.Containers;
import java.util.List;
import java.util.Optional;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.testcontainers.kafka.KafkaContainer;

/** A job with Kafka as its project packs it, in a container, where Docker is. */
class ContainerKafkaITCase {
    private static final String IMAGE = "apache/kafka:4.2.2";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(JobRun.cluster(1, 4));

    private static KafkaContainer container;
    private static TestKafka kafka;
    private static Optional<String> missing;

    @BeforeAll
    static void startKafka() {
        missing = Containers.missing();
        if (missing.isEmpty()) {
            container = new KafkaContainer(IMAGE);
            container.start();
            kafka = TestKafka.at(container.getBootstrapServers());
        }
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
}
