package io.runnel.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.local.EmbeddedBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The thin job jar, submitted as a user does, to one TaskManager process that has the engine in its
 * class path.
 */
class TwoSubmissionsClusterITCase {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir Path directory;

    @Test
    void secondSubmissionSharesTheNativeLibrariesOfTheFirst() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"));
                FlinkProcesses cluster =
                        FlinkProcesses.start(
                                directory,
                                BuildOutput.engineJar(),
                                BuildOutput.launcherClassPath(),
                                BuildOutput.models())) {
            FlinkRest rest = new FlinkRest(cluster.rest());
            await("a TaskManager with two free slots", () -> rest.freeSlots() == 2);
            String jar = rest.upload(BuildOutput.jobJar());

            Set<String> expected = new HashSet<>();
            Optional<String> savepoint = Optional.empty();
            for (String round : List.of("first", "second", "third")) {
                String job = rest.run(jar, arguments(broker), savepoint);
                await("the " + round + " job runs", () -> rest.state(job).equals("RUNNING"));
                expected.addAll(feed(broker, round));
                await(
                        "the tickets of the " + round + " job",
                        () -> enrichedIds(broker).equals(expected));
                String stop = rest.stop(job, directory.resolve("savepoints"));
                await("the " + round + " savepoint", () -> rest.savepoint(job, stop).isPresent());
                savepoint = rest.savepoint(job, stop);
                await("the " + round + " job ends", () -> rest.state(job).equals("FINISHED"));
                assertThat(cluster.mappedLibraries("libonnxruntime.so"))
                        .as("copies of ONNX Runtime")
                        .isEqualTo(1);
                assertThat(cluster.mappedLibraries("libtokenizers"))
                        .as("copies of the tokenizers")
                        .isEqualTo(1);
            }
            assertThat(cluster.log("taskmanager")).doesNotContain("UnsatisfiedLinkError");
        }
    }

    private static List<String> arguments(EmbeddedBroker broker) {
        return List.of(
                "--type", "ticket",
                "--kafka.bootstrap-servers", broker.bootstrapServers(),
                "--kafka.missing-topics", "create",
                "--delivery.transactional-id-prefix", "two-submissions",
                "--delivery.checkpoint-interval", "1 s");
    }

    private static Set<String> feed(EmbeddedBroker broker, String round) throws Exception {
        Set<String> ids = new HashSet<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (int i = 0; i < 10; i++) {
                String id = round + "-" + i;
                String ticket =
                        "{\"id\":\""
                                + id
                                + "\",\"text\":\"My card was charged £"
                                + i
                                + " twice by Northwind Bank 💳.\"}";
                producer.send(
                                new ProducerRecord<>(
                                        "tickets", ticket.getBytes(StandardCharsets.UTF_8)))
                        .get();
                ids.add(id);
            }
        }
        return ids;
    }

    /** The document ids of all committed enriched records; fails if one stands there twice. */
    private static Set<String> enrichedIds(EmbeddedBroker broker) throws IOException {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", broker.bootstrapServers());
        properties.put("isolation.level", "read_committed");
        properties.put("group.id", "two-submissions");
        properties.put("enable.auto.commit", "false");
        Set<String> ids = new HashSet<>();
        ObjectMapper json = new ObjectMapper();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(
                    consumer.partitionsFor("tickets-enriched").stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList());
            consumer.seekToBeginning(consumer.assignment());
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (var message : consumer.poll(Duration.ofMillis(200))) {
                    String id = json.readTree(message.value()).path("document_id").asText();
                    assertThat(ids.add(id)).as("%s comes out once", id).isTrue();
                }
            }
        }
        return ids;
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("%s within %s", what, PATIENCE).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
        }
    }
}
