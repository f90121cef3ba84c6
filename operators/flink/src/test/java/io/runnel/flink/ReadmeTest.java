package io.runnel.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigurationUtils;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private final String readme = readReadme();

    @Test
    void namesEveryOptionWithItsDefault() {
        for (ConfigOption<?> option : EngineOptions.all()) {
            String value =
                    option.hasDefaultValue()
                            ? "`"
                                    + ConfigurationUtils.convertValue(
                                            option.defaultValue(), String.class)
                                    + "`"
                            : "";
            assertThat(readme).contains("| `" + option.key() + "` | " + value);
        }
    }

    private static String readReadme() {
        try {
            return Files.readString(Path.of("README.md"));
        } catch (IOException e) {
            throw new AssertionError("README.md of the Flink operator is missing.", e);
        }
    }
}
