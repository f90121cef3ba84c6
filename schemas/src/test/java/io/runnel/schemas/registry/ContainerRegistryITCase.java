package io.runnel.schemas.registry;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.containers.GenericContainer;

/** The same of Apicurio Registry in a container, where Docker is. */
class ContainerRegistryITCase extends SchemaRegistryContract {
    private static final String IMAGE = "apicurio/apicurio-registry:3.3.3";
    private static final int PORT = 8080;

    private static GenericContainer<?> registry;

    @BeforeAll
    static void start() {
        Containers.assumeThatTheyStart();
        registry = new GenericContainer<>(IMAGE).withExposedPorts(PORT);
        registry.start();
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
