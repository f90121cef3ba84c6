package io.runnel.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PeerResultTest {
    private static final String RESULT =
            """
            {"name":"djl","documents":30,"tokens":1200,"seconds":2.5,"settings":{"batch":8},\
            "versions":{"djl":"1"},"answers":{"pieces":3}}\
            """;

    @Test
    void readsTheLastObjectBehindWhatLibrariesPrint() {
        PeerResult result =
                PeerResult.parse("loading\n{\"no\": \"result\"}\n{broken\n" + RESULT + "\nbye\n");

        assertThat(result.name()).isEqualTo("djl");
        assertThat(result.work().documentsPerSecond()).isEqualTo(12);
        assertThat(result.work().tokensPerSecond()).isEqualTo(480);
        assertThat(result.settings().path("batch").asInt()).isEqualTo(8);
    }

    @Test
    void tellsThatNothingWasPrinted() {
        assertThatThrownBy(() -> PeerResult.parse("killed\n"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no JSON object");
    }

    @Test
    void namesTheFieldsThatAreMissing() {
        assertThatThrownBy(() -> PeerResult.parse("{\"name\":\"djl\",\"documents\":1}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tokens, seconds, settings, versions, answers");
    }
}
