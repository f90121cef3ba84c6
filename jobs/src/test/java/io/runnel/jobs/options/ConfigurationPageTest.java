package io.runnel.jobs.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.kafka.DeadLetterHeader;
import java.io.IOException;
import java.lang.reflect.Field;
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
    void saysOfEveryHeaderOfADeadLetterWhatItMeans() throws IllegalAccessException {
        for (Field field : DeadLetterHeader.class.getDeclaredFields()) {
            if (field.getType() == String.class && !field.getName().equals("PREFIX")) {
                assertThat(ConfigurationPage.text()).contains("| `" + field.get(null) + "` | ");
            }
        }
    }

    @Test
    void saysForEveryEngineSettingWhatItDoes() {
        assertThat(ConfigurationPage.text())
                .contains("| `runnel.models.directory` |", "| `runnel.inference.workers` |");
    }
}
