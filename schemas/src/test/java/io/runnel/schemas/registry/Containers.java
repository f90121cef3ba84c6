package io.runnel.schemas.registry;

import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/** Whether tests can have containers here. */
public final class Containers {
    private Containers() {}

    /** Why none can be started here; empty if one can. */
    public static Optional<String> missing() {
        if (!Boolean.getBoolean("runnel.containers")) {
            return Optional.of("Containers are started by 'mvn verify -Pit' only.");
        }
        return DockerClientFactory.instance().isDockerAvailable()
                ? Optional.empty()
                : Optional.of(
                        "Testcontainers finds no Docker engine here; its log says where it has looked.");
    }
}
