package io.runnel.schemas.registry;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The same of Apicurio Registry, a process of its own. */
class ApicurioRegistryITCase extends SchemaRegistryContract {
    @TempDir private static Path folder;
    private static ApicurioProcess apicurio;

    @BeforeAll
    static void start() throws Exception {
        Optional<String> missing = ApicurioProcess.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
        apicurio = ApicurioProcess.start(folder);
    }

    @AfterAll
    static void stop() {
        if (apicurio != null) {
            apicurio.close();
        }
    }

    @Override
    protected RegistrySettings settings() {
        return apicurio.settings();
    }
}
