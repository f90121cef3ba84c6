package io.runnel.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeerTest {
    private static final Path SCRIPTS = Path.of("peers");

    @ParameterizedTest
    @EnumSource(Peer.class)
    void isEitherAFlinkJobOrAFolderWithTwoScripts(Peer peer) {
        Path folder = SCRIPTS.resolve(peer.label());

        assertThat(Files.isDirectory(folder)).isEqualTo(peer.way().isEmpty());
        if (peer.way().isEmpty()) {
            assertThat(folder.resolve("install")).isExecutable();
            assertThat(folder.resolve("run")).isExecutable();
        } else {
            assertThat(peer.way().orElseThrow().label()).isEqualTo(peer.label());
        }
    }
}
