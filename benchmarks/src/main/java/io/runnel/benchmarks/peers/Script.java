package io.runnel.benchmarks.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A script of {@code benchmarks/peers}: {@code install} or {@code run} of a contestant. It ends
 * with its time, and its children with it.
 *
 * @param file the script
 * @param home its first argument: where the contestant keeps what it installs
 */
record Script(Path file, Path home) {
    private static final int SHOWN_CHARS = 2_000;

    /**
     * What a script left behind.
     *
     * @param output standard output
     * @param errors standard error
     */
    record Outcome(int exitCode, String output, String errors) {
        /** The last line that says something, on standard error. */
        String lastWord() {
            List<String> lines = errors.lines().filter(line -> !line.isBlank()).toList();
            return lines.isEmpty() ? "it says nothing" : lines.get(lines.size() - 1).strip();
        }

        String endOfErrors() {
            return errors.substring(Math.max(0, errors.length() - SHOWN_CHARS));
        }
    }

    /**
     * Runs it to its end.
     *
     * @throws IllegalStateException if it does not start, or takes longer
     */
    Outcome run(List<String> arguments, Duration limit) throws InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(file.toString());
        command.add(home.toString());
        command.addAll(arguments);
        Path output = home.resolve(file.getFileName() + ".out");
        Path errors = home.resolve(file.getFileName() + ".log");
        try {
            Files.createDirectories(home);
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(output.toFile())
                            .redirectError(errors.toFile())
                            .start();
            process.getOutputStream().close();
            try {
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException(
                            file
                                    + " has not ended within "
                                    + limit.toSeconds()
                                    + " s; see "
                                    + errors);
                }
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            return new Outcome(process.exitValue(), text(output), text(errors));
        } catch (IOException e) {
            throw new IllegalStateException(
                    file + " cannot be run: " + e.getMessage() + ". Is it executable?", e);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
