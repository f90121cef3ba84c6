package io.runnel.schemas.registry;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.testcontainers.containers.GenericContainer;

/** The same of Apicurio Registry in a container, where Docker is. */
class ContainerRegistryITCase extends SchemaRegistryContract {
    private static final String IMAGE = "apicurio/apicurio-registry:3.3.3";
    private static final int PORT = 8080;

    private static GenericContainer<?> registry;
    private static Optional<String> missing;

    @BeforeAll
    static void start() {
        missing = Containers.missing();
        if (missing.isEmpty()) {
            registry = new GenericContainer<>(IMAGE).withExposedPorts(PORT);
            registry.start();
        }
    }

    /** Before each, because a report keeps no reason of a whole class. */
    @BeforeEach
    void skipWithoutIt() {
        assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
    }

    @AfterAll
    static void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    /** Its first question waits until the registry has started. */
    @Override
    protected RegistrySettings settings() {
        URI url =
                URI.create(
                        "http://"
                                + registry.getHost()
                                + ":"
                                + registry.getMappedPort(PORT)
                                + "/apis/ccompat/v7");
        return new RegistrySettings(List.of(url), null, Duration.ofMinutes(3));
    }
}
