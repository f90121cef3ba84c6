package io.runnel.benchmarks.peers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the contestants are and where they install what they need.
 *
 * @param scripts {@code benchmarks/peers} of the checkout
 * @param home a folder that is kept between runs: installing takes minutes and gigabytes
 */
public record PeerPlace(Path scripts, Path home) {
    /** Exit code of a script whose contestant cannot be had on this machine. */
    private static final int UNAVAILABLE = 3;

    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(40);

    /**
     * Installs a contestant unless it is installed.
     *
     * @return why it cannot be installed, in its script's words; empty if it can
     */
    Optional<String> install(String name) throws InterruptedException {
        Script.Outcome outcome;
        try {
            outcome = script(name, "install").run(List.of(), INSTALL_LIMIT);
        } catch (IllegalStateException e) {
            return Optional.of(e.getMessage());
        }
        return switch (outcome.exitCode()) {
            case 0 -> Optional.empty();
            case UNAVAILABLE -> Optional.of(outcome.lastWord());
            default ->
                    Optional.of(
                            "its install script failed with exit code "
                                    + outcome.exitCode()
                                    + ": "
                                    + outcome.lastWord());
        };
    }

    Script script(String name, String file) {
        return new Script(scripts.resolve(name).resolve(file), home.resolve(name));
    }
}
