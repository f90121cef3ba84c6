package io.runnel.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryCredentialsTest {
    @Test
    void areAskedForNobodyWhoHasNone() {
        assertThat(RegistryCredentials.header(null, Map.of())).isEmpty();
    }

    @Test
    void comeFromTheEnvironment() {
        Map<String, String> environment = Map.of("SCHEMA_REGISTRY_CREDENTIALS", "a:b");

        assertThat(RegistryCredentials.header(null, environment)).contains("Basic YTpi");
    }

    @Test
    void comeFromTheFileFirst(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("token"), "Bearer abc\n");
        Map<String, String> environment = Map.of("SCHEMA_REGISTRY_CREDENTIALS", "a:b");

        assertThat(RegistryCredentials.header(file.toString(), environment)).contains("Bearer abc");
    }

    @Test
    void areNotShownWhereTheyAreWrong() {
        Map<String, String> environment = Map.of("SCHEMA_REGISTRY_CREDENTIALS", "s3cret");

        assertThatThrownBy(() -> RegistryCredentials.header(null, environment))
                .hasMessageContaining("SCHEMA_REGISTRY_CREDENTIALS")
                .hasMessageContaining("user:password")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void sayWhichFileIsMissing(@TempDir Path folder) {
        String file = folder.resolve("none").toString();

        assertThatThrownBy(() -> RegistryCredentials.header(file, Map.of()))
                .hasMessageContaining(file)
                .hasMessageContaining("schemas.registry.credentials-file");
    }
}
