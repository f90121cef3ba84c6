package io.runnel.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.cluster.ClusterJob;
import io.runnel.jobs.command.cluster.ClusterPlan;
import io.runnel.jobs.command.cluster.ClusterReadiness;
import io.runnel.jobs.command.cluster.ClusterTopics;
import io.runnel.jobs.command.cluster.FlinkRest;
import io.runnel.jobs.command.cluster.Loopback;
import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.schemas.document.DocumentType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    private static final String TASK_MANAGER = "taskmanager-1";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir Path directory;

    @Test
    void secondSubmissionSharesTheNativeLibrariesOfTheFirst() throws Exception {
        try (ProcessCluster cluster =
                ProcessCluster.start(
                        ClusterPlan.of(directory, 1, 1),
                        BuildOutput.installation(),
                        new Loopback())) {
            new ClusterReadiness(cluster, Interruption.manual()).await();
            new ClusterTopics(cluster).create(2, "tickets", "tickets-enriched", "tickets-dlt");
            FlinkRest rest = new FlinkRest(cluster.rest());
            String jar = rest.upload(BuildOutput.jobJar());

            Set<String> expected = new HashSet<>();
            ClusterJob job =
                    ClusterJob.of(DocumentType.TICKET, cluster.bootstrapServers())
                            .with("--delivery.checkpoint-interval", "1 s")
                            .times(2);
            for (String round : List.of("first", "second", "third")) {
                String id = rest.run(job.submission(jar));
                await("the " + round + " job runs", () -> rest.state(id).equals("RUNNING"));
                expected.addAll(feed(cluster.bootstrapServers(), round));
                await(
                        "the tickets of the " + round + " job",
                        () -> enrichedIds(cluster.bootstrapServers()).equals(expected));
                String stop = rest.stop(id, cluster.savepoints());
                await("the " + round + " savepoint", () -> rest.savepoint(id, stop).isPresent());
                job = job.from(rest.savepoint(id, stop).orElseThrow());
                await("the " + round + " job ends", () -> rest.state(id).equals("FINISHED"));
                assertThat(mappedLibraries(cluster, "libonnxruntime.so"))
                        .as("copies of ONNX Runtime")
                        .isEqualTo(1);
                assertThat(mappedLibraries(cluster, "libtokenizers"))
                        .as("copies of the tokenizers")
                        .isEqualTo(1);
            }
            assertThat(cluster.log(TASK_MANAGER)).content().doesNotContain("UnsatisfiedLinkError");
        }
    }

    @Test
    void twoVersionsOfTheJobRunAtOnceOnOneEngine() throws Exception {
        try (ProcessCluster cluster =
                ProcessCluster.start(
                        ClusterPlan.of(directory, 1, 1),
                        BuildOutput.installation(),
                        new Loopback())) {
            new ClusterReadiness(cluster, Interruption.manual()).await();
            new ClusterTopics(cluster).create(2, DefaultTopics.all());
            FlinkRest rest = new FlinkRest(cluster.rest());

            String one =
                    rest.run(
                            ClusterJob.of(DocumentType.TICKET, cluster.bootstrapServers())
                                    .submission(rest.upload(BuildOutput.jobJar())));
            String other =
                    rest.run(
                            ClusterJob.of(DocumentType.INVOICE, cluster.bootstrapServers())
                                    .submission(rest.upload(anotherVersion())));
            await("both jobs read", () -> rest.reads(one) && rest.reads(other));

            assertThat(mappedLibraries(cluster, "libonnxruntime.so")).isEqualTo(1);
            assertThat(mappedLibraries(cluster, "libtokenizers")).isEqualTo(1);
            assertThat(cluster.log(TASK_MANAGER)).content().doesNotContain("UnsatisfiedLinkError");
        }
    }

    /** The job's jar with a mark in it: other bytes, so other classes to Flink. */
    private Path anotherVersion() throws IOException {
        Path jar = directory.resolve("another-version.jar");
        Files.copy(BuildOutput.jobJar(), jar);
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Files.writeString(inside.getPath("/another-version.txt"), "2");
        }
        return jar;
    }

    /** How many different files with this in their name the TaskManager has mapped. */
    private static long mappedLibraries(ProcessCluster cluster, String name) throws IOException {
        long pid = cluster.process(TASK_MANAGER).pid();
        return Files.readAllLines(Path.of("/proc/" + pid + "/maps")).stream()
                .filter(line -> line.contains(name))
                .map(line -> line.substring(line.indexOf('/')))
                .distinct()
                .count();
    }

    private static Set<String> feed(String bootstrapServers, String round) throws Exception {
        Set<String> ids = new HashSet<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
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
    private static Set<String> enrichedIds(String bootstrapServers) throws IOException {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", bootstrapServers);
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
