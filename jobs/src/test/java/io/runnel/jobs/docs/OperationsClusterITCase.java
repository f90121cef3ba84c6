package io.runnel.jobs.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.cluster.BuildOutput;
import io.runnel.jobs.command.cluster.ClusterFile;
import io.runnel.jobs.command.cluster.Installation;
import io.runnel.jobs.command.cluster.ProcessCluster;
import io.runnel.jobs.command.topics.KafkaAddress;
import io.runnel.jobs.command.topics.KafkaConnection;
import io.runnel.jobs.command.topics.TopicReader;
import io.runnel.jobs.options.RepositoryRoot;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.Enriched;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page on operations, procedure by procedure as it is written: {@code ./runnel cluster}, and
 * Flink's own command line against real processes. Between them documents come in, and each must
 * come out once.
 */
class OperationsClusterITCase {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Path TRANSCRIPT = Path.of("target", "operations.log");

    @TempDir Path folder;

    private final OperationsPage page = readPage();
    private final Set<String> done = new HashSet<>();
    private final Set<String> sent = new HashSet<>(List.of("op-1", "op-2", "op-3"));
    private BashSession shell;

    @AfterEach
    void endWhatTheShellHasLeft() {
        if (Files.exists(home().resolve("runnel-cluster"))) {
            ProcessCluster.endAbandoned(home().resolve("runnel-cluster"));
        }
    }

    @Test
    void everyProcedureDoesWhatThePageSays() throws Exception {
        try (BashSession session = new BashSession(checkout(), variables(), TRANSCRIPT)) {
            shell = session;
            perform("Install");
            try (KafkaConnection kafka =
                    KafkaConnection.open(KafkaAddress.of(shell.value("KAFKA")))) {
                perform("Submit");
                awaitEachOnce(kafka, 0);
                perform("Read the dashboards");
                for (String procedure : List.of("Scale", "Upgrade", "Roll back")) {
                    send(kafka, procedure);
                    perform(procedure);
                    awaitEachOnce(kafka, 0);
                }
                perform("Handle dead letters");
                sent.add("op-4");
                awaitEachOnce(kafka, 0);

                perform("Change a model");
                Set<String> ofTheOldModel = Set.copyOf(sent);
                send(kafka, "new-model");
                awaitEachOnce(kafka, 0, ofTheOldModel);
                perform("Enrich a range again, or for the first time");
                awaitEachOnce(kafka, 1, sent);
                assertThat(enriched(kafka))
                        .filteredOn(each -> each.generation() == 1)
                        .allSatisfy(
                                each ->
                                        assertThat(each.provenance().get(0).model())
                                                .isEqualTo("runnel-small"));
                perform("Back up");
            }
            List<Long> processes =
                    ClusterFile.in(home().resolve("runnel-cluster"))
                            .orElseThrow()
                            .processes()
                            .stream()
                            .map(each -> each.pid())
                            .toList();
            perform("Stop");
            assertThat(processes).hasSize(4).noneMatch(OperationsClusterITCase::runs);
            assertThat(home().resolve("runnel-cluster")).doesNotExist();
        }
        assertThat(done).as("sections with commands").isEqualTo(page.sections().keySet());
    }

    private void perform(String section) throws IOException {
        assertThat(page.sections()).containsKey(section);
        for (String block : page.sections().get(section)) {
            shell.run(block);
        }
        done.add(section);
    }

    private void send(KafkaConnection kafka, String name) throws Exception {
        try (Producer<byte[], byte[]> producer = kafka.producer()) {
            for (int i = 0; i < 5; i++) {
                String id = name.replace(' ', '-') + "-" + i;
                String ticket =
                        "{\"id\":\"" + id + "\",\"text\":\"I was charged £" + i + " twice.\"}";
                producer.send(new ProducerRecord<>("tickets", ticket.getBytes(UTF_8))).get();
                sent.add(id);
            }
        }
    }

    private void awaitEachOnce(KafkaConnection kafka, int generation) {
        awaitEachOnce(kafka, generation, sent);
    }

    /** Waits until all have come out in this generation; fails if one has twice. */
    private static void awaitEachOnce(KafkaConnection kafka, int generation, Set<String> expected) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<String> ids;
        do {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            ids =
                    enriched(kafka).stream()
                            .filter(each -> each.generation() == generation)
                            .map(each -> each.document().id())
                            .toList();
            assertThat(ids).as("generation " + generation).doesNotHaveDuplicates();
        } while (ids.size() < expected.size() && System.nanoTime() < end);
        assertThat(ids)
                .as("generation " + generation)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    private static List<Enriched> enriched(KafkaConnection kafka) {
        List<Enriched> all = new ArrayList<>();
        try (TopicReader reader = TopicReader.fromBeginning(kafka, "tickets-enriched")) {
            while (!reader.reachedFirstEnd()) {
                reader.poll()
                        .forEach(record -> all.add(new JsonEnrichedCodec().decode(record.value())));
            }
        }
        return all;
    }

    private static boolean runs(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private Path home() {
        return folder.resolve("home");
    }

    private Map<String, String> variables() throws IOException {
        return Map.of(
                "HOME", Files.createDirectories(home()).toString(),
                "METRICS", Integer.toString(threeFreePorts()),
                "NEXT", anotherVersion().toString(),
                "RUNNEL_DELIVERY_CHECKPOINT_INTERVAL", "1 s");
    }

    /** The first of three ports, one behind the other, that nobody listens on. */
    private static int threeFreePorts() throws IOException {
        int first;
        do {
            try (ServerSocket socket = new ServerSocket(0)) {
                first = socket.getLocalPort();
            }
        } while (!isFree(first + 1) || !isFree(first + 2));
        return first;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    /** The job's jar with a mark in it: other bytes, so other classes to Flink. */
    private Path anotherVersion() throws IOException {
        Path jar = folder.resolve("runnel-jobs-next.jar");
        Files.copy(BuildOutput.installation().jobJar(), jar);
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Files.writeString(inside.getPath("/another-version.txt"), "2");
        }
        return jar;
    }

    /** A folder that looks like the checkout, with a launcher that never builds. */
    private Path checkout() throws IOException {
        Path checkout = Files.createDirectories(folder.resolve("checkout"));
        for (String name : List.of("jobs", "deploy", "model-store")) {
            Files.createSymbolicLink(checkout.resolve(name), RepositoryRoot.resolve(name));
        }
        Installation installation = BuildOutput.installation();
        List<String> classPath = new ArrayList<>();
        for (String module : List.of("jobs", "operators/flink", "schemas")) {
            classPath.add(RepositoryRoot.resolve(module + "/target/classes").toString());
        }
        classPath.add(installation.engineJar().toString());
        classPath.addAll(installation.libraries());
        Path launcher = checkout.resolve("runnel");
        Files.writeString(
                launcher,
                """
                #!/bin/sh
                exec '%s' -Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \\
                    --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED \\
                    --add-opens=java.base/java.time=ALL-UNNAMED \\
                    -Drunnel.models='%s' -Drunnel.version='%s' \\
                    -cp '%s' io.runnel.jobs.command.Runnel "$@"
                """
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                installation.models(),
                                System.getProperty("runnel.version"),
                                String.join(File.pathSeparator, classPath)));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        return checkout;
    }

    private static OperationsPage readPage() {
        try {
            return OperationsPage.read();
        } catch (IOException e) {
            throw new AssertionError("docs/operations.md cannot be read.", e);
        }
    }
}
