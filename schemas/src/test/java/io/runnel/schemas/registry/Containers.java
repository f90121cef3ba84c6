package io.runnel.schemas.registry;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.testcontainers.DockerClientFactory;

/** Whether tests can have containers here. */
public final class Containers {
    private Containers() {}

    /** Skips the test, and says why, where none can be started. */
    public static void assumeThatTheyStart() {
        assumeTrue(
                Boolean.getBoolean("runnel.containers"),
                "Containers are started by 'mvn verify -Pit' only.");
        assumeTrue(
                DockerClientFactory.instance().isDockerAvailable(),
                "Testcontainers finds no Docker engine here; its log says where it has looked.");
    }
}
