package io.runnel.benchmarks.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Java process of our own with this one's class path; it ends with {@link #close()}, or with this
 * process however that ends, and logs into a file.
 */
public final class ChildJava implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(25);
    private static final int SHOWN_CHARS = 2_000;

    private final Process process;
    private final Path log;
    private final String name;

    private ChildJava(Process process, Path log, String name) {
        this.process = process;
        this.log = log;
        this.name = name;
    }

    /**
     * What is started.
     *
     * @param name of the log file, and in messages
     */
    public record Program(
            String name, String mainClass, List<String> jvmOptions, List<String> arguments) {}

    /**
     * Starts a process.
     *
     * @param folder where its log goes
     * @throws IllegalStateException if it does not start
     */
    public static ChildJava start(Program program, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--add-opens=java.base/java.util=ALL-UNNAMED");
        command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        command.add("--add-opens=java.base/java.time=ALL-UNNAMED");
        for (String property : List.of("runnel.models", "runnel.version")) {
            if (System.getProperty(property) != null) {
                command.add("-D" + property + "=" + System.getProperty(property));
            }
        }
        command.addAll(program.jvmOptions());
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(ChildMain.class.getName());
        command.add(program.mainClass());
        command.addAll(program.arguments());
        Path log = folder.resolve(program.name() + ".log");
        try {
            Files.createDirectories(folder);
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .redirectInput(ProcessBuilder.Redirect.PIPE)
                            .start();
            return new ChildJava(process, log, program.name());
        } catch (IOException e) {
            throw new IllegalStateException(
                    "Process '" + program.name() + "' does not start: " + e.getMessage(), e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** CPU time that it has used, in seconds; 0 where the operating system does not tell. */
    public double cpuSeconds() {
        return process.info().totalCpuDuration().map(time -> time.toNanos() / 1e9).orElse(0.0);
    }

    /** Its memory in RAM, in mebibytes; 0 where the operating system does not tell. */
    public double residentMib() {
        return ProcessMemory.residentMib(process.pid());
    }

    /**
     * Waits for its end.
     *
     * @return what it printed
     * @throws IllegalStateException if it failed, or takes longer; with the end of its log
     */
    public String await(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw failed("has not ended within " + limit.toSeconds() + " s");
        }
        if (process.exitValue() != 0) {
            throw failed("ended with exit code " + process.exitValue());
        }
        return output();
    }

    /** A failure of this process, with the end of its log. */
    public IllegalStateException failed(String what) {
        String output = output();
        return new IllegalStateException(
                "Process '"
                        + name
                        + "' "
                        + what
                        + ". It printed:\n"
                        + output.substring(Math.max(0, output.length() - SHOWN_CHARS)));
    }

    private String output() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "nothing that can be read: " + e.getMessage();
        }
    }

    /** Asks the process to end; kills it where it does not. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
