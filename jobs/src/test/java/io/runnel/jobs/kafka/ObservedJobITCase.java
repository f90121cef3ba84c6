package io.runnel.jobs.kafka;

import static io.runnel.jobs.kafka.TestKafka.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.Eventually;
import io.runnel.jobs.command.LocalModels;
import io.runnel.jobs.command.MetricsPort;
import io.runnel.jobs.local.LocalCluster;
import io.runnel.jobs.observe.Dashboards;
import io.runnel.jobs.observe.JsonLog;
import io.runnel.jobs.observe.MetricsPage;
import io.runnel.jobs.observe.PrometheusProcess;
import io.runnel.jobs.options.JobSettings;
import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running job, by all that it tells of itself: metrics, traces and logs. */
class ObservedJobITCase {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)\\{([^\n]*)} [^\n]+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"[^\"]*\"");

    /** A word of every document, whatever becomes of it, and of nothing else. */
    private static final String WORD = "xylophonist";

    private static final List<Header> TRACE =
            List.of(
                    new RecordHeader(
                            "traceparent",
                            bytes("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")),
                    new RecordHeader("tracestate", bytes("vendor=opaque")));

    @TempDir private static Path folder;
    private static int port;
    private static JsonLog log;
    private static TestKafka kafka;
    private static LocalCluster cluster;
    private static List<ConsumerRecord<byte[], byte[]>> enriched;
    private static List<ConsumerRecord<byte[], byte[]>> deadLetters;

    @BeforeAll
    static void runAJobOnDocumentsOfEveryKind() throws Exception {
        log = JsonLog.open();
        port = freePort();
        kafka = TestKafka.start(Files.createDirectory(folder.resolve("kafka")));
        kafka.createTopics(2, "tickets");
        Map<String, String> flink =
                new HashMap<>(
                        LocalModels.at(RepositoryRoot.resolve("model-store/models")).engine());
        flink.putAll(MetricsPort.reporter(port, 1));
        cluster = LocalCluster.start(new LocalCluster.Settings(folder, 2, flink));
        JobSettings settings =
                JobRun.settings(
                        kafka,
                        "ticket",
                        "--privacy.redact=email",
                        "--delivery.transactional-id-prefix=observed");
        DeliveryConditions.check(settings);
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, 2);
        StreamExecutionEnvironment env = cluster.environment(configuration);
        KafkaJob job = new KafkaJob(settings);
        job.build(env);
        cluster.submit(env, job.name());
        kafka.send(documents());
        enriched = kafka.read("tickets-enriched", 3);
        deadLetters = kafka.read("tickets-dlt", 4);
    }

    @AfterAll
    static void stop() {
        cluster.close();
        kafka.close();
        log.stop();
    }

    @Test
    void exportsEveryMetricOfTheTableWithItsLabelsAndNoneOfOursBeside() throws Exception {
        Map<String, Set<String>> table = MetricsPage.read().labels();
        Map<String, Set<String>> exported =
                Eventually.get(
                        PATIENCE,
                        () -> {
                            Map<String, Set<String>> now = scrape();
                            Set<String> missing = new TreeSet<>(table.keySet());
                            missing.removeAll(now.keySet());
                            assertThat(missing).as("in the table and not exported").isEmpty();
                            return now;
                        });

        Set<String> ours =
                exported.keySet().stream()
                        .filter(name -> name.contains("_runnel_") || name.contains("_transactions"))
                        .collect(toSet());
        assertThat(ours).isNotEmpty().isSubsetOf(table.keySet());
        Set<String> flinks = exported.get("flink_taskmanager_job_task_operator_numRecordsIn");
        for (String name : ours) {
            Set<String> own = new TreeSet<>(exported.get(name));
            own.removeAll(flinks);
            assertThat(own).as(name).isEqualTo(table.get(name));
        }
    }

    @Test
    void isScrapedByPrometheusWhichAnswersEveryQueryAndTakesEveryRule() throws Exception {
        assumeTrue(
                PrometheusProcess.isInstalled(),
                "prometheus is not on the PATH (Debian package: prometheus)");
        try (PrometheusProcess prometheus =
                PrometheusProcess.start(folder.resolve("prometheus"), port, freePort())) {
            String sum = "sum(flink_taskmanager_job_task_operator_runnel_type_enriched)";
            Eventually.get(
                    PATIENCE,
                    () ->
                            assertThat(prometheus.query(sum).at("/0/value/1").asInt())
                                    .isEqualTo(enriched.size()));
            Eventually.get(PATIENCE, () -> assertThat(unanswered(prometheus)).isEqualTo(List.of()));
            Eventually.get(
                    PATIENCE,
                    () ->
                            assertThat(prometheus.rules())
                                    .isNotEmpty()
                                    .allMatch(rule -> rule.path("health").asText().equals("ok")));
        }
    }

    @Test
    void handsTheTraceContextOnToEnrichedRecordsAndDeadLetters() {
        assertThat(enriched)
                .allSatisfy(
                        record ->
                                assertThat(record.headers().toArray())
                                        .containsExactlyElementsOf(TRACE));
        assertThat(deadLetters)
                .allSatisfy(
                        letter ->
                                assertThat(letter.headers().toArray())
                                        .startsWith(TRACE.toArray(Header[]::new)));
    }

    @Test
    void logsJsonObjectsWithoutAWordOfItsDocuments() throws IOException {
        List<String> lines = log.lines();

        assertThat(enriched)
                .extracting(record -> new String(record.value(), UTF_8))
                .allMatch(value -> value.contains(WORD));
        assertThat(lines).hasSizeGreaterThan(50).noneMatch(line -> line.contains(WORD));
        for (String line : lines) {
            assertThat(line).endsWith("\n").containsOnlyOnce("\n");
            JsonNode event = JSON.readTree(line);
            assertThat(event.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
            assertThat(event.path("level").asText()).isIn("INFO", "WARN", "ERROR");
            assertThat(event.path("logger").asText()).isNotBlank();
            assertThat(event.has("message")).isTrue();
        }
        assertThat(lines).anyMatch(line -> line.contains("\"job_id\":\""));
    }

    /** What dashboards ask and this Prometheus finds nothing for. */
    private static List<String> unanswered(PrometheusProcess prometheus)
            throws IOException, InterruptedException {
        List<String> unanswered = new ArrayList<>();
        for (Dashboards.Query query : Dashboards.queries()) {
            if (prometheus.query(query.asked("1m")).isEmpty()) {
                unanswered.add(query.panel() + ": " + query.expression());
            }
        }
        return unanswered;
    }

    /** Three that are enriched, one of them in a language that no head knows, and four rejects. */
    private static List<ProducerRecord<byte[], byte[]>> documents() {
        String text =
                "The "
                        + WORD
                        + " Anna Berg was charged twice by Northwind in Paris. Write to anna@example.com.";
        byte[] noText = {(byte) 0xc3, (byte) 0x28};
        List<byte[]> values =
                List.of(
                        bytes("{\"id\":\"a\",\"text\":\"" + text + "\"}"),
                        bytes("{\"id\":\"b\",\"text\":\"" + text + " Thank you.\"}"),
                        bytes(
                                "{\"id\":\"c\",\"language\":\"de\",\"text\":\"Der "
                                        + WORD
                                        + " wurde nicht bezahlt.\"}"),
                        bytes("{\"id\":\"d\",\"text\":\"" + WORD + "\", " + WORD),
                        bytes("{\"id\":\"e\",\"text\":[\"" + WORD + "\"]}"),
                        bytes("{\"text\":\"" + WORD + "\"}"),
                        noText);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (byte[] value : values) {
            records.add(
                    new ProducerRecord<>(
                            "tickets", records.size() % 2, bytes("key"), value, TRACE));
        }
        return records;
    }

    /** The labels of each metric that the job exports now. */
    private static Map<String, Set<String>> scrape() throws IOException, InterruptedException {
        String text =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create("http://localhost:" + port + "/metrics"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body();
        Map<String, Set<String>> labels = new TreeMap<>();
        Matcher sample = SAMPLE.matcher(text);
        while (sample.find()) {
            Set<String> own = labels.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
            LABEL.matcher(sample.group(2)).results().forEach(label -> own.add(label.group(1)));
        }
        return labels;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
