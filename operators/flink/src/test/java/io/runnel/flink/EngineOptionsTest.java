package io.runnel.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.inference.EngineSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class EngineOptionsTest {
    @Test
    void recordsEveryKeyAndDefault() {
        assertThat(EngineOptions.all())
                .extracting(option -> option.key() + " = " + option.defaultValue())
                .containsExactly(
                        "runnel.models.directory = null",
                        "runnel.models.public-key = null",
                        "runnel.inference.workers = null",
                        "runnel.inference.intra-op-threads = 1",
                        "runnel.inference.batch.max-tokens = 256",
                        "runnel.inference.cache.max-chars = 4000000",
                        "runnel.inference.run-timeout = PT1M",
                        "runnel.inference.graph-cache.directory = null");
        assertThat(EngineOptions.all()).extracting(ConfigOption::description).isNotEmpty();
    }

    @Test
    void needsTheModelStoreOnly() {
        EngineSettings settings =
                EngineOptions.read(
                        Configuration.fromMap(Map.of("runnel.models.directory", "/models")));

        assertThat(settings)
                .isEqualTo(
                        new EngineSettings(
                                Path.of("/models"),
                                Runtime.getRuntime().availableProcessors(),
                                1,
                                256,
                                4_000_000,
                                Duration.ofMinutes(1)));
    }

    @Test
    void readsEveryKeyAndLeavesFlinksAlone() {
        EngineSettings settings =
                EngineOptions.read(
                        Configuration.fromMap(
                                Map.of(
                                        "taskmanager.numberOfTaskSlots", "4",
                                        "runnel.models.directory", "m",
                                        "runnel.models.public-key", "key.pub",
                                        "runnel.inference.workers", "3",
                                        "runnel.inference.intra-op-threads", "2",
                                        "runnel.inference.batch.max-tokens", "128",
                                        "runnel.inference.cache.max-chars", "0",
                                        "runnel.inference.run-timeout", "5 s",
                                        "runnel.inference.graph-cache.directory", "graphs")));

        assertThat(settings)
                .isEqualTo(
                        new EngineSettings(Path.of("m"), 3, 2, 128, 0, Duration.ofSeconds(5))
                                .withGraphCache(Path.of("graphs"))
                                .withPublicKey(Path.of("key.pub")));
    }

    @Test
    void listsAllMistakesAtOnce() {
        Configuration wrong =
                Configuration.fromMap(
                        Map.of(
                                "runnel.inference.workers", "many",
                                "runnel.inference.intra-op-threads", "0",
                                "runnel.inference.batch.max-tokens", "65537",
                                "runnel.inference.cache.max-chars", "-1",
                                "runnel.inference.run-timeout", "0 s",
                                "runnel.inference.batchsize", "8"));

        assertThatThrownBy(() -> EngineOptions.read(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7 mistakes")
                .hasMessageContaining(
                        "runnel.models.directory: expected the folder of the model store, found nothing")
                .hasMessageContaining("runnel.inference.workers: ")
                .hasMessageContaining(
                        "runnel.inference.intra-op-threads: expected a value above 0, found '0'")
                .hasMessageContaining(
                        "runnel.inference.batch.max-tokens: expected a value from 1 to 65536, found '65537'")
                .hasMessageContaining(
                        "runnel.inference.cache.max-chars: expected a value 0 or above, found '-1'")
                .hasMessageContaining("runnel.inference.run-timeout: expected a value above 0")
                .hasMessageContaining("runnel.inference.batchsize: unknown key. Known are ");
    }
}
