package io.runnel.jobs.kafka;

import static io.runnel.jobs.kafka.TestKafka.bytes;
import static io.runnel.jobs.kafka.TestKafka.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.flink.Enrichment;
import io.runnel.jobs.TicketJob;
import io.runnel.jobs.options.JobSettings;
import io.runnel.schemas.codec.JsonDocumentCodec;
import io.runnel.schemas.document.Ticket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each input record is in the enriched topic or in the dead letters once, whatever dies. */
class ExactlyOnceITCase {
    /** Enough that the job is busy when it is made to fail. */
    private static final int MANY = 2_000;

    /** Seldom enough that much is written between two checkpoints, and lost or repeated. */
    private static final String SELDOM = "--delivery.checkpoint-interval=1 s";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(JobRun.cluster(2, 4));

    @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

    @Test
    void losesAndRepeatsNothingWhenAnOperatorFails() throws Exception {
        BROKER.kafka().createTopics(2, "failing");
        BROKER.kafka().send(tickets("failing", 0, MANY));
        FailOnce.arm();
        JobSettings settings = settings("failing", "failing", SELDOM);

        DeliveryConditions.check(settings);
        StreamExecutionEnvironment env = JobRun.environment();
        KafkaJob.configure(env, settings.delivery());
        TicketJob.build(
                env,
                new FailOnce<>(
                        new KafkaDocumentSource<>(
                                settings.kafka().client(),
                                settings.kafka().source(),
                                settings.type(),
                                JsonDocumentCodec.tickets(),
                                Ticket.class),
                        Ticket.class),
                Enrichment.of(settings.tasks()).waiting(settings.waiting()),
                new KafkaEnrichedSink(settings),
                new KafkaDeadLetterSink(settings));
        JobRun.during(env, "failing", () -> awaitOutcomes("failing", MANY));

        assertThat(FailOnce.hasFailed()).isTrue();
        assertEachOnce("failing", MANY);
    }

    @Test
    void losesAndRepeatsNothingWhenATaskManagerDies(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        BROKER.kafka().createTopics(2, "dying");
        BROKER.kafka().send(tickets("dying", 0, MANY / 2));

        JobRun.during(
                settings("dying", "dying", SELDOM),
                () -> {
                    awaitOutcomes("dying", 1);
                    BROKER.kafka().send(tickets("dying", MANY / 2, MANY));
                    cluster.terminateTaskManager(0).get();
                    assertThat(BROKER.kafka().readAll(outputs("dying")))
                            .as("outcomes when the TaskManager is dead; the rest is in flight")
                            .hasSizeBetween(1, MANY - 1);
                    cluster.startTaskManager();
                    return awaitOutcomes("dying", MANY);
                });

        assertEachOnce("dying", MANY);
    }

    @Test
    void letsTwoJobsOfOneTypeReadTheSameDocuments() throws Exception {
        BROKER.kafka().createTopics(2, "shared");
        BROKER.kafka().send(tickets("shared", 0, 60));

        JobRun.during(
                settings("shared", "shared-a"),
                () ->
                        JobRun.during(
                                settings("shared", "shared-b"),
                                () -> {
                                    awaitOutcomes("shared-a", 60);
                                    awaitOutcomes("shared-b", 60);
                                    BROKER.kafka().send(tickets("shared", 60, 90));
                                    awaitOutcomes("shared-a", 90);
                                    return awaitOutcomes("shared-b", 90);
                                }));

        assertEachOnce("shared-a", 90);
        assertEachOnce("shared-b", 90);
    }

    @Test
    void abortsWhatADeadRunLeftOpenInsteadOfWaitingForItsTimeout() throws Exception {
        BROKER.kafka().createTopics(1, "left", "left-enriched");
        BROKER.kafka().send(tickets("left", 0, 10));
        Map<String, Object> config =
                Map.of(
                        "bootstrap.servers",
                        BROKER.kafka().bootstrapServers(),
                        "key.serializer",
                        ByteArraySerializer.class,
                        "value.serializer",
                        ByteArraySerializer.class,
                        "transactional.id",
                        "left-ticket-enriched-0-1",
                        "transaction.timeout.ms",
                        900_000);
        try (KafkaProducer<byte[], byte[]> dead = new KafkaProducer<>(config)) {
            dead.initTransactions();
            dead.beginTransaction();
            dead.send(new ProducerRecord<>("left-enriched", bytes("ghost"), bytes("{}"))).get();

            JobRun.during(settings("left", "left"), () -> awaitOutcomes("left", 10));
        }

        assertEachOnce("left", 10);
    }

    /** A job that reads one topic and writes to topics that are called after its prefix. */
    private static JobSettings settings(String topic, String prefix, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--kafka.source.topic=" + topic,
                                "--kafka.source.group-id=" + prefix,
                                "--kafka.sink.topic=" + prefix + "-enriched",
                                "--kafka.dead-letters.topic=" + prefix + "-dlt",
                                "--delivery.transactional-id-prefix=" + prefix));
        arguments.addAll(List.of(more));
        return JobRun.settings(BROKER.kafka(), "ticket", arguments.toArray(String[]::new));
    }

    /** Tickets whose key is their number; every tenth is none. */
    private static List<ProducerRecord<byte[], byte[]>> tickets(String topic, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(
                        number ->
                                record(
                                        topic,
                                        Integer.toString(number),
                                        number % 10 == 9
                                                ? "no json"
                                                : "{\"id\":\"t-"
                                                        + number
                                                        + "\",\"text\":\"Order number "
                                                        + number
                                                        + " has not arrived.\"}"))
                .toList();
    }

    private static int awaitOutcomes(String name, int count) {
        return BROKER.kafka()
                .readUntil(outputs(name), records -> keys(records).size() >= count)
                .size();
    }

    private static void assertEachOnce(String name, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = BROKER.kafka().readAll(outputs(name));
        assertThat(records.size()).isEqualTo(count);
        assertThat(keys(records))
                .isEqualTo(
                        IntStream.range(0, count)
                                .mapToObj(Integer::toString)
                                .collect(Collectors.toSet()));
        assertThat(records)
                .allSatisfy(
                        record ->
                                assertThat(record.topic().endsWith("-dlt"))
                                        .isEqualTo(key(record).endsWith("9")));
    }

    private static List<String> outputs(String name) {
        return List.of(name + "-enriched", name + "-dlt");
    }

    private static Set<String> keys(List<ConsumerRecord<byte[], byte[]>> records) {
        Set<String> keys = new HashSet<>();
        records.forEach(record -> keys.add(key(record)));
        return keys;
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), UTF_8);
    }
}
