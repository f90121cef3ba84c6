package io.runnel.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * How a process shows the registry who it is: {@code user:password}, or {@code Bearer …}, from a
 * file or from the variable {@value #VARIABLE} of its environment. They are in no option, job
 * graph, checkpoint or log.
 */
final class RegistryCredentials {
    static final String VARIABLE = "SCHEMA_REGISTRY_CREDENTIALS";
    private static final String BEARER = "Bearer ";

    private RegistryCredentials() {}

    /**
     * The header {@code Authorization}, if there are credentials; the file comes before the
     * variable.
     *
     * @throws IllegalStateException if the file cannot be read, or holds something else
     */
    static Optional<String> header(String file, Map<String, String> environment) {
        String text = file != null ? read(file) : environment.get(VARIABLE);
        if (text == null) {
            return Optional.empty();
        }
        String credentials = text.strip();
        if (credentials.startsWith(BEARER)) {
            return Optional.of(credentials);
        }
        if (credentials.indexOf(':') < 1 || credentials.lines().count() != 1) {
            throw new IllegalStateException(
                    "The credentials of the schema registry in "
                            + (file != null ? file : "variable " + VARIABLE)
                            + " are not as expected: one line, user:password or Bearer and a"
                            + " token.");
        }
        String encoded = Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
        return Optional.of("Basic " + encoded);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The credentials of the schema registry cannot be read from "
                            + file
                            + " on this machine: "
                            + e
                            + ". Put them there on every TaskManager and where the job is"
                            + " submitted, or set schemas.registry.credentials-file.",
                    e);
        }
    }
}
