package io.runnel.schemas.registry;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** The same of Apicurio Registry in a container, where Docker is. */
class ContainerRegistryITCase extends SchemaRegistryContract {
    private static final String IMAGE = "apicurio/apicurio-registry:3.3.3";

    private static Container container;
    private static int port;
    private static Optional<String> missing;

    @BeforeAll
    static void start() throws Exception {
        missing = Container.missing();
        if (missing.isPresent()) {
            return;
        }
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        container = Container.start(List.of("--publish", "127.0.0.1:" + port + ":8080", IMAGE));
    }

    /** Before each, because a report keeps no reason of a whole class. */
    @BeforeEach
    void skipWithoutIt() {
        assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
    }

    @AfterAll
    static void stop() {
        if (container != null) {
            container.close();
        }
    }

    /** Its first question waits until the registry has started. */
    @Override
    protected RegistrySettings settings() {
        URI url = URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
        return new RegistrySettings(List.of(url), null, Duration.ofMinutes(3));
    }
}
