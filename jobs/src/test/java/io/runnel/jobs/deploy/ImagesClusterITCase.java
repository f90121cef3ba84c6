package io.runnel.jobs.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.Eventually;
import io.runnel.jobs.cluster.BuildOutput;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.cluster.ClusterPlan;
import io.runnel.jobs.command.cluster.ClusterReadiness;
import io.runnel.jobs.command.cluster.FlinkRest;
import io.runnel.jobs.command.cluster.Installation;
import io.runnel.jobs.command.cluster.Loopback;
import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.command.topics.DefaultTopics;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.database.TestPostgres;
import io.runnel.jobs.options.RepositoryRoot;
import io.runnel.schemas.document.DocumentType;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is inside the images, without containers: the files that the build collects are laid out in
 * a folder, and the commands of {@code docker-compose.yml} run from there against Kafka and Flink
 * as processes. Flink's own {@code flink} script is the only part that is not ours and not there;
 * the class that it starts is.
 */
class ImagesClusterITCase {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final String DATABASE = "jdbc:postgresql://postgres:5432/runnel";

    @TempDir Path folder;
    private Path product;
    private TestPostgres postgres;
    private ComposeFile compose;

    @BeforeEach
    void read() throws IOException {
        compose = ComposeFile.ofProject();
        product = folder.resolve("product");
    }

    @Test
    void enrichesWhatTheFeederSendsAfterTheThreeJobsAreSubmitted() throws Exception {
        succeeds(run(Map.of(), script("collect"), product.toString()));
        Installation installation =
                new Installation(
                        product.resolve("lib/runnel-engine.jar"),
                        product.resolve("usrlib/runnel-jobs.jar"),
                        product.resolve("models"),
                        BuildOutput.installation().libraries());
        try (TestPostgres database = TestPostgres.start(folder);
                ProcessCluster cluster =
                        ProcessCluster.start(
                                ClusterPlan.of(folder.resolve("cluster"), 1, 1).withSlots(3),
                                installation,
                                new Loopback())) {
            postgres = database;
            postgres.execute("CREATE ROLE runnel SUPERUSER LOGIN");
            succeeds(migrate());
            new ClusterReadiness(cluster, Interruption.manual()).await();
            FlinkRest rest = new FlinkRest(cluster.rest());
            flinkScript(installation.processes().flink());

            for (String job : compose.jobs()) {
                succeeds(submit(job, cluster));
            }
            assertThat(rest.jobs()).hasSize(3);
            Ended again = submit("tickets", cluster);
            succeeds(again);
            assertThat(again.output()).contains("runs already");
            assertThat(rest.jobs()).hasSize(3);

            succeeds(feed(cluster));
            long sent = count(cluster, DocumentType::topic);
            assertThat(sent).isGreaterThan(150);
            awaitOutcomes(cluster, sent);
            assertThat(
                            postgres.value(
                                    "SELECT (SELECT count(*) FROM runnel.documents)"
                                            + " + (SELECT count(*) FROM runnel.rejects)"))
                    .isEqualTo(Long.toString(sent));

            URI web = cluster.rest();
            succeeds(health(web.getPort(), closedPort()));
            assertThat(health(closedPort(), closedPort()).exitCode()).isNotZero();
        }
    }

    @Test
    void submitsNothingWhereNoJobManagerAnswers() throws Exception {
        Ended ended =
                run(Map.of("FLINK_REST", "127.0.0.1:" + closedPort()), script("submit"), "tickets");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.output()).contains("found no answer").contains("FLINK_REST");
    }

    private Ended submit(String job, ProcessCluster cluster) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(script("submit"), compose.command(job).get(1)));
        compose.jobArguments(job)
                .forEach(
                        argument ->
                                command.add(
                                        argument.replace(
                                                        "/opt/runnel/conf",
                                                        RepositoryRoot.resolve("deploy/conf")
                                                                .toString())
                                                .replace("kafka:9092", cluster.bootstrapServers())
                                                .replace(DATABASE, postgres.url())));
        Map<String, String> environment =
                Map.of(
                        "FLINK_REST",
                        cluster.rest().getHost() + ":" + cluster.rest().getPort(),
                        "FLINK_CONF_DIR",
                        folder.toString(),
                        "RUNNEL_JOBS_JAR",
                        product.resolve("usrlib/runnel-jobs.jar").toString(),
                        "PATH",
                        folder + ":" + System.getenv("PATH"));
        return run(environment, command.toArray(String[]::new));
    }

    private Ended migrate() throws Exception {
        List<String> command = new ArrayList<>(entryPoint());
        compose.command("migrate")
                .forEach(word -> command.add(word.replace(DATABASE, postgres.url())));
        return run(Map.of(), command.toArray(String[]::new));
    }

    /** Each document once instead of again and again, and all at once. */
    private Ended feed(ProcessCluster cluster) throws Exception {
        List<String> command = new ArrayList<>(entryPoint());
        command.addAll(compose.command("feeder"));
        assertThat(command.remove("--repeat")).isTrue();
        command.set(command.indexOf("--per-second") + 1, "1000");
        return run(
                Map.of("RUNNEL_KAFKA_BOOTSTRAP_SERVERS", cluster.bootstrapServers()),
                command.toArray(String[]::new));
    }

    private List<String> entryPoint() throws IOException {
        return Yaml.texts(
                        Yaml.parse(Dockerfile.ofProject().last("command", "ENTRYPOINT").text())
                                .get(0))
                .stream()
                .map(word -> word.replace("/opt/runnel", product.toString()))
                .map(word -> word.equals("java") ? java() : word)
                .toList();
    }

    private Ended health(int restPort, int metricsPort) throws Exception {
        return run(
                Map.of(),
                script("health"),
                Integer.toString(restPort),
                Integer.toString(metricsPort));
    }

    /** What Flink's script of this name does in its image, as far as it matters here. */
    private void flinkScript(String classPath) throws IOException {
        Files.writeString(
                folder.resolve("config.yaml"),
                "classloader.parent-first-patterns.additional: \""
                        + compose.flink("tickets")
                                .getString("classloader.parent-first-patterns.additional", "")
                        + "\"\n");
        Path script = folder.resolve("flink");
        Files.writeString(
                script,
                "#!/usr/bin/env bash\nexec "
                        + java()
                        + " --add-opens=java.base/java.util=ALL-UNNAMED"
                        + " --add-opens=java.base/java.lang=ALL-UNNAMED -cp '"
                        + classPath
                        + "' org.apache.flink.client.cli.CliFrontend \"$@\"\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }

    private static void awaitOutcomes(ProcessCluster cluster, long sent) throws Exception {
        Eventually.get(
                PATIENCE,
                () -> {
                    cluster.requireAlive();
                    return assertThat(outcomes(cluster)).isGreaterThanOrEqualTo(sent);
                });
        assertThat(outcomes(cluster)).isEqualTo(sent);
    }

    private static long outcomes(ProcessCluster cluster) {
        return count(cluster, DefaultTopics::enriched) + count(cluster, DefaultTopics::deadLetters);
    }

    /** The committed records of one topic of each type. */
    private static long count(ProcessCluster cluster, Function<DocumentType, String> topic) {
        try (KafkaConnection kafka =
                        KafkaConnection.open(KafkaAddress.of(cluster.bootstrapServers()));
                Consumer<byte[], byte[]> consumer = kafka.committedConsumer()) {
            List<TopicPartition> partitions =
                    Stream.of(DocumentType.values())
                            .flatMap(type -> kafka.partitions(topic.apply(type)).stream())
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long count = 0;
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                count += consumer.poll(Duration.ofMillis(200)).count();
            }
            return count;
        }
    }

    private record Ended(int exitCode, String output) {}

    private static void succeeds(Ended ended) {
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }

    private Ended run(Map<String, String> environment, String... command) throws Exception {
        Path output = Files.createTempFile(folder, "command", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        int exitCode = builder.start().waitFor();
        return new Ended(exitCode, Files.readString(output));
    }

    private static String script(String name) {
        return RepositoryRoot.resolve("deploy/docker").resolve(name).toString();
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
