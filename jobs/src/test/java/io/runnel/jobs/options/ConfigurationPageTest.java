package io.runnel.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
    private static final Path PAGE = RepositoryRoot.resolve("docs/configuration.md");

    @Test
    void isWhatTheOptionsSay() throws IOException {
        if (Boolean.getBoolean("runnel.docs.write")) {
            Files.writeString(PAGE, ConfigurationPage.text());
        }

        assertThat(PAGE)
                .as("docs/configuration.md is stale; renew it with: %s", ConfigurationPage.RENEW)
                .hasContent(ConfigurationPage.text());
    }

    @Test
    void saysForEveryEngineSettingWhatItDoes() {
        assertThat(ConfigurationPage.text())
                .contains("| `runnel.models.directory` |", "| `runnel.inference.workers` |");
    }
}
