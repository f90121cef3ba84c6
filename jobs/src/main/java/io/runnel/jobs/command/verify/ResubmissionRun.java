package io.runnel.jobs.command.verify;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.Terminal;
import io.runnel.jobs.command.cluster.ClusterJob;
import io.runnel.jobs.command.cluster.FlinkRest;
import io.runnel.jobs.command.cluster.Installation;
import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.command.cluster.Role;
import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.schemas.document.DocumentType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Submits and cancels each of the three jobs again and again on one TaskManager, each time with
 * documents that must come out, and measures what the TaskManager holds afterwards.
 */
final class ResubmissionRun {
    private static final int DOCUMENTS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String TASK_MANAGER = Role.TASK_MANAGER.name(1);

    /** What makes Flink show gauges within a moment. */
    static final Map<String, String> FLINK =
            Map.of("metrics.fetcher.update-interval", "300 ms", "web.refresh-interval", "200 ms");

    private final ProcessCluster cluster;
    private final Installation installation;
    private final Terminal terminal;
    private final FlinkRest rest;
    private final Patience patience;
    private long sessions;

    ResubmissionRun(
            ProcessCluster cluster,
            Installation installation,
            Terminal terminal,
            Interruption interruption) {
        this.cluster = cluster;
        this.installation = installation;
        this.terminal = terminal;
        this.rest = new FlinkRest(cluster.rest());
        this.patience = new Patience(PATIENCE, interruption);
    }

    /** Runs so many rounds of the three jobs and gives a sample of each round. */
    List<ResourceSample> run(int rounds) throws Exception {
        List<ResourceSample> samples = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", cluster.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            String jar = rest.upload(installation.jobJar());
            for (int round = 1; round <= rounds; round++) {
                for (DocumentType type : DocumentType.values()) {
                    submitAndCancel(type, jar, round, producer);
                }
                ResourceSample sample = sample(round);
                samples.add(sample);
                terminal.say(sample.toString());
            }
        }
        return samples;
    }

    private void submitAndCancel(
            DocumentType type, String jar, int round, KafkaProducer<byte[], byte[]> producer)
            throws Exception {
        String job =
                rest.run(
                        ClusterJob.of(type, cluster.bootstrapServers())
                                .with("--delivery.checkpoint-interval", "500 ms")
                                .submission(jar));
        patience.await("the job runs", () -> rest.reads(job));
        Set<Integer> expected = new HashSet<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            int number = round * DOCUMENTS + i;
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(type.topic(), document(type, number));
            record.headers()
                    .add(
                            NumberedDocuments.NUMBER,
                            Integer.toString(number).getBytes(StandardCharsets.UTF_8));
            producer.send(record).get();
            expected.add(number);
        }
        try (Outcomes outcomes =
                new Outcomes(
                        cluster.bootstrapServers(),
                        List.of(DefaultTopics.enriched(type)),
                        List.of(DefaultTopics.deadLetters(type)))) {
            patience.await(
                    "the documents of round " + round,
                    () -> {
                        outcomes.poll(
                                (record, outcome) ->
                                        NumberedDocuments.number(record)
                                                .ifPresent(expected::remove));
                        return expected.isEmpty();
                    });
        }
        patience.await("the engine shows its sessions", () -> showsSessions(job));
        rest.cancel(job);
        patience.await("the job is cancelled", () -> rest.state(job).equals("CANCELED"));
    }

    private ResourceSample sample(int round) throws Exception {
        long pid = cluster.process(TASK_MANAGER).pid();
        JvmCounters jvm = new JvmCounters(pid);
        for (int i = 0; i < 2; i++) {
            jvm.collectGarbage();
        }
        Map<String, Long> counters = jvm.read();
        ProcessResources resources = new ProcessResources(pid);
        return new ResourceSample(
                round,
                JvmCounters.metaspaceBytes(counters),
                resources.residentBytes(),
                resources.threads(),
                resources.handles(),
                JvmCounters.classes(counters),
                sessions,
                resources.mappedFiles("libonnxruntime.so"));
    }

    /** Reads the engine's gauge, which one subtask of the job shows. */
    private boolean showsSessions(String job) throws IOException, InterruptedException {
        for (JsonNode vertex : rest.get("/jobs/" + job).path("vertices")) {
            String path = "/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/metrics";
            for (JsonNode metric : rest.get(path)) {
                String name = metric.path("id").asText();
                if (name.endsWith("openSessions")) {
                    sessions = rest.get(path + "?get=" + name).path(0).path("value").asLong();
                    return sessions > 0;
                }
            }
        }
        return false;
    }

    private static byte[] document(DocumentType type, int number) {
        String text =
                switch (type) {
                    case TICKET -> "{\"id\":\"%d\",\"text\":\"Card %d was charged twice.\"}";
                    case TRANSCRIPT ->
                            "{\"id\":\"%d\",\"turns\":[{\"speaker\":\"agent\",\"text\":\"Hello, call"
                                    + " %d, what can I do for you?\"}]}";
                    case INVOICE ->
                            "{\"id\":\"%d\",\"line_items\":[{\"description\":\"Paper, box %d\","
                                    + "\"amount\":12.5}]}";
                };
        return String.format(text, number, number).getBytes(StandardCharsets.UTF_8);
    }
}
