package io.runnel.jobs.command.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.jobs.command.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ClusterFolderTest {
    @TempDir Path folder;

    @Test
    void takesAFolderThatIsEmptyOrNotThereOrOfAnEarlierCluster() throws IOException {
        assertThat(named(folder).forNewCluster(1)).isEqualTo(folder);
        assertThat(named(folder.resolve("new")).forNewCluster(1)).isEqualTo(folder.resolve("new"));
        Files.createDirectories(folder.resolve("jobmanager-1"));
        Files.createDirectories(folder.resolve("logs"));
        assertThat(named(folder).forNewCluster(3)).isEqualTo(folder);
    }

    @Test
    void refusesTheTopicsOfAnotherNumberOfBrokers() throws IOException {
        Files.createDirectories(folder.resolve("jobmanager-1"));
        Files.createDirectories(folder.resolve("broker-1").resolve("data"));

        assertThat(named(folder).forNewCluster(1)).isEqualTo(folder);
        assertThatThrownBy(() -> named(folder).forNewCluster(3))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("has the topics of 1 broker, and a cluster of 3 cannot");
    }

    @Test
    void refusesAFolderWithOtherThings() throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "x");

        assertThatThrownBy(() -> named(folder).forNewCluster(1))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("holds what no cluster has made");
    }

    @Test
    void saysThatNoClusterWasStartedInIt() {
        assertThatThrownBy(() -> named(folder).cluster())
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("Start one with './runnel cluster start'");
    }

    private static ClusterFolder named(Path folder) {
        return CommandLine.populateCommand(
                new ClusterFolder(), "--folder", folder.toAbsolutePath().toString());
    }
}
