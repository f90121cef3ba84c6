package io.runnel.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class FlinkPeerITCase {
    private static final Path PACKS = Path.of("..", "model-store", "models", "runnel-base");

    @Test
    void ourPackAnswersRecordByRecordInFlink(@TempDir Path folder) throws Exception {
        Path corpus = folder.resolve("corpus.jsonl");
        Files.writeString(
                corpus,
                """
                {"id":"1","text":"My card payment in Manchester was declined. I am very angry!","tokens":14}
                {"id":"2","text":"Please reset my password.","tokens":7}
                {"id":"2","text":"Thank you so much, Sarah.","tokens":8}
                """);
        PeerOptions options =
                new PeerOptions(
                        corpus, folder, pack(), Duration.ofSeconds(2), Duration.ofMillis(200), 2);

        PeerResult result =
                PeerResult.parse(FlinkPeer.result(FlinkWay.FLINK_OWN_PACK, options).toString());

        assertThat(result.name()).isEqualTo(Peer.FLINK_OWN_PACK.label());
        assertThat(result.work().documents()).isPositive();
        assertThat(result.work().tokens()).isGreaterThan(result.work().documents());
        assertThat(result.answers().path("pieces").asInt()).isEqualTo(3);
        assertThat(result.answers().path("sentiment").has("negative")).isTrue();
    }

    /** The newest version of the bundled pack. */
    private static Path pack() throws IOException {
        try (Stream<Path> versions = Files.list(PACKS)) {
            return versions.max((one, other) -> number(one) - number(other)).orElseThrow();
        }
    }

    private static int number(Path version) {
        return Integer.parseInt(version.getFileName().toString());
    }
}
