package io.runnel.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class EngineSourceTest {
    private static final EngineSource SESSION =
            EngineSource.of(
                    Configuration.fromMap(
                            Map.of(
                                    "runnel.models.directory", "/of/the/session",
                                    "runnel.inference.workers", "3",
                                    "table.local-time-zone", "UTC")));

    @Test
    void prefersWhatTheTaskManagerSaysSoThatJobsAndQueriesShareOneEngine() {
        Configuration taskManager =
                Configuration.fromMap(Map.of("runnel.models.directory", "/of/the/process"));

        assertThat(SESSION.settings(taskManager).models()).isEqualTo(Path.of("/of/the/process"));
        assertThat(SESSION.settings(taskManager).workers())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void takesTheSessionsSettingsWhereTheTaskManagerNamesNoModelStore() {
        assertThat(SESSION.settings(new Configuration()).models())
                .isEqualTo(Path.of("/of/the/session"));
        assertThat(SESSION.settings(new Configuration()).workers()).isEqualTo(3);
    }

    @Test
    void carriesNothingElseOfTheSession() {
        assertThat(SESSION.session())
                .containsOnlyKeys("runnel.models.directory", "runnel.inference.workers");
    }

    @Test
    void saysWhatToDoWhereNobodyNamesAModelStore() {
        assertThatThrownBy(() -> new EngineSource(Map.of()).settings(new Configuration()))
                .hasMessageContaining("SET 'runnel.models.directory' = '/path/to/models'");
    }
}
