package io.runnel.jobs.command.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.jobs.command.CommandFailure;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFileTest {
    @TempDir Path folder;

    @Test
    void isReadAsItWasWritten() {
        ClusterFile written =
                new ClusterFile(
                        "127.0.0.1:9092,127.0.0.1:9093",
                        URI.create("http://127.0.0.1:8081"),
                        List.of(
                                new RunningProcess(
                                        "broker-1",
                                        42,
                                        Instant.parse("2026-01-02T03:04:05.060Z"))));

        written.write(folder);

        assertThat(ClusterFile.in(folder)).contains(written);
    }

    @Test
    void isNotThereBeforeTheFirstStart() {
        assertThat(ClusterFile.in(folder)).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsNone() throws Exception {
        Files.writeString(folder.resolve("cluster.json"), "{\"processes\":[{\"pid\":1}]}");

        assertThatThrownBy(() -> ClusterFile.in(folder))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("does not describe a cluster");
    }

    @Test
    void knowsAProcessOfTheSameNumberButAnotherStartForAnother() {
        long own = ProcessHandle.current().pid();

        assertThat(RunningProcess.of("broker-1", ProcessHandle.current()).isAlive()).isTrue();
        assertThat(new RunningProcess("broker-1", own, Instant.EPOCH).isAlive()).isFalse();
    }
}
