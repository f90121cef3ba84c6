package io.runnel.jobs.command.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.runnel.jobs.command.TestTerminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code ./runnel cluster} where nothing has to be started; the rest is in the cluster's ITCase.
 */
class ClusterCommandsTest {
    private final TestTerminal terminal = new TestTerminal();

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--brokers 2",
                "--slots 0",
                "--task-managers none",
                "--kafka-port 99999",
                "--rest-port -1",
                "--kafka-port 9000 --rest-port 9000",
                "--submit letter",
                "--high-avail"
            })
    void startRefusesWrongOptionsBeforeItMakesAnything(String options) {
        assertThat(run("start " + options)).isEqualTo(2);
        assertThat(terminal.err()).startsWith("runnel: ").contains("cluster start --help");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aPortThatIsTakenIsNamedWithItsOptionAndNothingIsMade() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ClusterPlan plan =
                    ClusterPlan.of(folder, 1, 1).at(new ClusterPlan.Ports(taken.getLocalPort(), 0));

            assertThat(
                            catchThrowable(
                                    () ->
                                            ProcessCluster.start(
                                                    plan,
                                                    new Libraries("", "", folder),
                                                    new Loopback())))
                    .hasMessageContaining(
                            "Port " + taken.getLocalPort() + " of 127.0.0.1 is not free")
                    .hasMessageContaining("Name another one with --kafka-port");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void stopWhereNothingRunsSaysSoAndCanBeRepeated() {
        assertThat(run("stop")).isZero();
        assertThat(run("stop")).isZero();
        assertThat(terminal.err()).contains("No cluster runs in " + folder + ".");
    }

    @Test
    void stopSaysHowManyHadEndedBefore() {
        new ClusterFile(
                        "127.0.0.1:9092",
                        URI.create("http://127.0.0.1:8081"),
                        List.of(
                                new RunningProcess("broker-1", 1, Instant.EPOCH),
                                new RunningProcess("jobmanager-1", 1, Instant.EPOCH)))
                .write(folder);

        assertThat(run("stop")).isZero();
        assertThat(terminal.err()).contains("Stopped 0 processes; 2 had ended before.");
        assertThat(ClusterFile.in(folder)).isEmpty();
    }

    @Test
    void purgeRemovesWhatAStoppedClusterLeft() throws IOException {
        for (String name : List.of("jobmanager-1", "broker-1", "logs", "client", "bin")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.writeString(folder.resolve("mine.txt"), "x");

        assertThat(run("stop --purge")).isZero();
        assertThat(folder)
                .isDirectoryNotContaining("glob:**/{jobmanager-1,broker-1,logs,client,bin}");
        assertThat(folder.resolve("mine.txt")).exists();
    }

    @Test
    void purgeTouchesNothingInAFolderWhereNoClusterWas() throws IOException {
        Files.createDirectories(folder.resolve("logs"));

        assertThat(run("stop --purge")).isZero();
        assertThat(folder.resolve("logs")).exists();
    }

    @Test
    void statusWhereNothingRunsTellsHowToStartOne() {
        assertThat(run("status")).isEqualTo(1);
        assertThat(terminal.err()).contains("Start one with './runnel cluster start'");
    }

    @Test
    void theFlinkOfAClusterIsAProgramWithItsClassPathAndConfiguration() throws IOException {
        Path cluster = folder.resolve("it's");
        Path script =
                FlinkScript.write(
                        cluster,
                        cluster.resolve("client"),
                        new Libraries("/a.jar:/b.jar", "", Path.of("/models")));

        assertThat(script).isExecutable().isEqualTo(cluster.resolve("bin").resolve("flink"));
        assertThat(Files.readString(script))
                .contains("FLINK_CONF_DIR='" + folder + "/it'\\''s/client'")
                .contains("-cp '/a.jar:/b.jar' org.apache.flink.client.cli.CliFrontend");
    }

    private int run(String arguments) {
        return terminal.run(("cluster " + arguments + " --folder " + folder).split(" ", -1));
    }
}
