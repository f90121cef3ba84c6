package io.runnel.schemas.registry;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The same of Apicurio Registry, a process of its own. */
class ApicurioRegistryITCase extends SchemaRegistryContract {
    @TempDir private static Path folder;
    private static ApicurioProcess apicurio;

    private static Optional<String> missing;

    @BeforeAll
    static void start() throws Exception {
        missing = ApicurioProcess.missing();
        if (missing.isEmpty()) {
            apicurio = ApicurioProcess.start(folder);
        }
    }

    /** Before each, because a report keeps no reason of a whole class. */
    @BeforeEach
    void skipWithoutIt() {
        assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
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
