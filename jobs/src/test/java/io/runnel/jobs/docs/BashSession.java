package io.runnel.jobs.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One shell for many blocks, as a reader has it: variables stay. The first failure ends it. */
final class BashSession implements AutoCloseable {
    private static final String END = "-- end of block --";

    /** Far above what a block takes: one that waits for ever must not do so here. */
    private static final Duration HANGS = Duration.ofMinutes(5);

    private static final ScheduledExecutorService GUARD =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "bash-guard");
                        thread.setDaemon(true);
                        return thread;
                    });

    private final Process shell;
    private final BufferedWriter in;
    private final BufferedReader out;
    private final BufferedWriter transcript;

    /**
     * @param folder where its commands run
     * @param variables of its environment, over those of this process
     * @param transcript where every line goes that was typed or said
     */
    BashSession(Path folder, Map<String, String> variables, Path transcript) throws IOException {
        this.transcript = Files.newBufferedWriter(transcript);
        ProcessBuilder builder =
                new ProcessBuilder("bash", "--noprofile", "--norc", "-euo", "pipefail")
                        .directory(folder.toFile())
                        .redirectErrorStream(true);
        builder.environment().putAll(variables);
        shell = builder.start();
        in = shell.outputWriter(StandardCharsets.UTF_8);
        out = shell.inputReader(StandardCharsets.UTF_8);
    }

    /** Runs a block and gives what it said; fails with that if a command of it fails. */
    String run(String block) throws IOException {
        // Commands of the block must not read what comes behind it.
        in.write("{\n" + block + "\n} < /dev/null\nprintf '\\n%s\\n' '" + END + "'\n");
        in.flush();
        note("$ " + block.replace("\n", "\n> "));
        StringBuilder said = new StringBuilder();
        var guard = GUARD.schedule(this::kill, HANGS.toSeconds(), TimeUnit.SECONDS);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.equals(END)) {
                guard.cancel(false);
                return said.toString();
            }
            said.append(line).append('\n');
            note(line);
        }
        throw new AssertionError("This block failed:\n" + block + "\n\nIt said:\n" + said);
    }

    /** The value of a variable. */
    String value(String variable) throws IOException {
        return run("echo \"$" + variable + "\"").strip();
    }

    private void note(String line) throws IOException {
        transcript.write(line + "\n");
        transcript.flush();
    }

    private void kill() {
        shell.descendants().forEach(ProcessHandle::destroyForcibly);
        shell.destroyForcibly();
    }

    @Override
    public void close() throws IOException {
        shell.destroy();
        transcript.close();
        try {
            assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
