package io.runnel.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.cluster.ClusterJob;
import io.runnel.jobs.command.cluster.ClusterPlan;
import io.runnel.jobs.command.cluster.ClusterReadiness;
import io.runnel.jobs.command.cluster.ClusterTopics;
import io.runnel.jobs.command.cluster.FlinkRest;
import io.runnel.jobs.command.cluster.Libraries;
import io.runnel.jobs.command.cluster.Loopback;
import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.jobs.options.RepositoryRoot;
import io.runnel.schemas.document.DocumentType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code docs/sql.md} on a cluster of processes, with Flink's own SQL client: its commands as they
 * are written, and its statements.
 */
class SqlClientClusterITCase {
    private static final Pattern COMMANDS = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);
    private static final Pattern STATEMENTS = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
    private static final String TASK_MANAGER = "taskmanager-1";
    private static final int PATIENCE_SECONDS = 180;

    @TempDir private Path folder;

    @Test
    void commandsOfThePageAskATopicBesideAJobOnTheSameEngine() throws Exception {
        Libraries libraries = FlinkSqlFolder.libraries(FlinkSqlFolder.sqlJar());
        try (ProcessCluster cluster = start(libraries)) {
            new ClusterTopics(cluster).create(2, DefaultTopics.all());
            FlinkRest rest = new FlinkRest(cluster.rest());
            String job =
                    rest.run(
                            ClusterJob.of(DocumentType.TICKET, cluster.bootstrapServers())
                                    .with("--delivery.checkpoint-interval", "1 s")
                                    .submission(rest.upload(BuildOutput.jobJar())));
            send(
                    cluster.bootstrapServers(),
                    "{\"id\":\"t-1\",\"text\":\"My card was declined at Tesco in Manchester. I am very angry.\"}",
                    "{\"id\":\"t-2\",\"text\":\"Thank you so much, the printer works great again.\"}",
                    "no json");
            await(() -> rest.checkpoints(job) > 1 && rest.reads(job));

            FlinkSqlFolder flink = flink(libraries, cluster);
            String said = flink.type(only(COMMANDS));

            List<List<String>> rows = FlinkSqlFolder.rows(said);
            assertThat(rows)
                    .as(said)
                    .anySatisfy(
                            row ->
                                    assertThat(row)
                                            .startsWith("tickets", "decode", "MALFORMED_BYTES"))
                    .anySatisfy(
                            row ->
                                    assertThat(row)
                                            .startsWith("t-1", "cards", "negative")
                                            .contains("answered"))
                    .anySatisfy(
                            row ->
                                    assertThat(row)
                                            .startsWith("t-2")
                                            .contains("positive", "answered"));
            assertThat(rest.state(job)).isEqualTo("RUNNING");
            assertOneEngine(cluster);
        }
    }

    @Test
    void jarsThatSessionsAddFindTheEngineOfTheTaskManager() throws Exception {
        Libraries libraries = FlinkSqlFolder.libraries();
        try (ProcessCluster cluster = start(libraries)) {
            FlinkSqlFolder flink = flink(libraries, cluster);
            flink.write(
                    "page.sql",
                    """
                    ADD JAR '%s';
                    SET 'sql-client.execution.result-mode' = 'tableau';
                    %s
                    """
                            .formatted(FlinkSqlFolder.sqlJar(), all(STATEMENTS)));

            // Each session has classes of its own; the engine has not.
            for (String session : List.of("first", "second")) {
                List<List<String>> rows =
                        FlinkSqlFolder.rows(flink.type("bin/sql-client.sh -f page.sql"));
                assertThat(rows)
                        .as("%s session", session)
                        .anySatisfy(row -> assertThat(row).contains("1", "negative"))
                        .anySatisfy(row -> assertThat(row).contains("2", "positive"))
                        .anySatisfy(row -> assertThat(row).contains("Boston"));
            }
            assertOneEngine(cluster);
        }
    }

    private ProcessCluster start(Libraries libraries) throws Exception {
        ProcessCluster cluster =
                ProcessCluster.start(
                        ClusterPlan.of(folder.resolve("cluster"), 1, 1)
                                .withSlots(3)
                                .with(Map.of("taskmanager.memory.managed.size", "128m"), Map.of()),
                        libraries,
                        new Loopback());
        new ClusterReadiness(cluster, Interruption.manual()).await();
        return cluster;
    }

    private FlinkSqlFolder flink(Libraries libraries, ProcessCluster cluster) throws IOException {
        return new FlinkSqlFolder(Files.createDirectory(folder.resolve("flink")), libraries.flink())
                .prepare(folder.resolve("cluster/client"), cluster.bootstrapServers());
    }

    private static void assertOneEngine(ProcessCluster cluster) throws IOException {
        long pid = cluster.process(TASK_MANAGER).pid();
        List<String> mapped = Files.readAllLines(Path.of("/proc/" + pid + "/maps"));
        for (String library : List.of("libonnxruntime.so", "libtokenizers")) {
            assertThat(
                            mapped.stream()
                                    .filter(line -> line.contains(library))
                                    .map(line -> line.substring(line.indexOf('/')))
                                    .distinct())
                    .as(library)
                    .hasSize(1);
        }
        assertThat(cluster.log(TASK_MANAGER)).content().doesNotContain("UnsatisfiedLinkError");
    }

    private static String only(Pattern fence) throws IOException {
        List<String> found = fences(fence);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static String all(Pattern fence) throws IOException {
        return fences(fence).stream().collect(Collectors.joining("\n"));
    }

    private static List<String> fences(Pattern fence) throws IOException {
        return fence.matcher(Files.readString(RepositoryRoot.resolve("docs/sql.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static void send(String bootstrapServers, String... tickets) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrapServers),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            for (String ticket : tickets) {
                producer.send(
                                new ProducerRecord<>(
                                        "tickets", ticket.getBytes(StandardCharsets.UTF_8)))
                        .get();
            }
        }
    }

    private interface Condition {
        boolean isTrue() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.isTrue()) {
            assertThat(System.nanoTime()).as("within %s s", PATIENCE_SECONDS).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
        }
    }
}
