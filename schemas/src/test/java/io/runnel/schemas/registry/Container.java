package io.runnel.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A container of a test, by the {@code docker} command: gone when it is closed. */
public final class Container implements AutoCloseable {
    private final String id;

    private Container(String id) {
        this.id = id;
    }

    /** Why none can be started here; empty if one can. */
    public static Optional<String> missing() {
        if (!Boolean.getBoolean("runnel.containers")) {
            return Optional.of("Containers are started by 'mvn verify -Pit' only.");
        }
        try {
            docker("version");
            return Optional.empty();
        } catch (UncheckedIOException | IllegalStateException e) {
            return Optional.of("Docker does not answer here: " + e.getMessage());
        }
    }

    /**
     * Starts a container.
     *
     * @param arguments of {@code docker run}: ports, variables, the image
     */
    public static Container start(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("run", "--rm", "--detach"));
        command.addAll(arguments);
        return new Container(docker(command.toArray(String[]::new)).lines().toList().get(0));
    }

    @Override
    public void close() {
        docker("rm", "--force", id);
    }

    private static String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Waiting for docker was interrupted.", e);
        }
    }
}
