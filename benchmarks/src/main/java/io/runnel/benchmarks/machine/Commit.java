package io.runnel.benchmarks.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The commit of a checkout. */
public final class Commit {
    private static final long PATIENCE_SECONDS = 10;

    private Commit() {}

    /**
     * The whole hash of the commit that is checked out, with {@code -dirty} behind it where files
     * differ from it; nothing outside of a checkout, or without git.
     */
    public static Optional<String> of(Path folder) throws InterruptedException {
        ProcessBuilder git =
                new ProcessBuilder(
                        "git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*");
        git.directory(folder.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        // Nothing is written into the checkout for this.
        git.environment().put("GIT_OPTIONAL_LOCKS", "0");
        try {
            Process process = git.start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String told =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.exitValue() == 0 && !told.isBlank()
                    ? Optional.of(told.strip())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no git, or no such folder
        }
    }
}
