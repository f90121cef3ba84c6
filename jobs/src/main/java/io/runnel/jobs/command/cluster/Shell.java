package io.runnel.jobs.command.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Programs of the system that do in a moment what Java cannot. */
final class Shell {
    private Shell() {}

    /**
     * Runs a program to its end.
     *
     * @throws IllegalStateException if it fails, with what it said
     */
    static void run(String... command) {
        attempt(command)
                .ifPresent(
                        failure -> {
                            throw new IllegalStateException(
                                    "'" + String.join(" ", command) + "' failed: " + failure);
                        });
    }

    /** Runs a program to its end; what it said if it failed, also if there is no such program. */
    static Optional<String> attempt(String... command) {
        try {
            Process process =
                    new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.empty() : Optional.of(said.strip());
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("Interrupted.", e));
        }
    }
}
