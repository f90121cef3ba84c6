package io.runnel.jobs.command.cluster;

import io.runnel.jobs.command.LogFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How one process is started, as often as it has to be.
 *
 * @param arguments what stands behind {@code java}
 * @param log where its output goes, behind that of its earlier lives
 * @param environment over that of this process
 */
record Launch(String name, List<String> arguments, Path log, Map<String, String> environment) {
    /** Else glibc keeps what models left in an arena for each of many threads: docs/cluster.md. */
    private static final String ARENAS = "MALLOC_ARENA_MAX";

    private static final String FEW_ARENAS = "2";

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    /** A process that needs nothing in its environment. */
    Launch(String name, List<String> arguments, Path log) {
        this(name, arguments, log, Map.of());
    }

    /**
     * The configuration of a logger that writes to the log.
     *
     * @param folder where it is written
     */
    static Path logging(Path folder) {
        Path file = folder.resolve("log4j2.properties");
        write(file, LogFormat.ofProcess().configuration());
        return file;
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Starts the process, in a session of its own where the system has {@code setsid}: Ctrl-C in
     * the terminal is for the command, not for the cluster.
     *
     * @param prefix what puts it into its network
     */
    Process start(List<String> prefix) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // What a crashing JVM leaves, beside the log.
        command.add("-XX:ErrorFile=" + log.resolveSibling("hs_err_" + name + "_%p.log"));
        command.addAll(arguments);
        try {
            Files.createDirectories(log.getParent());
            ProcessBuilder builder =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putIfAbsent(ARENAS, FEW_ARENAS);
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Process " + name + " cannot be started.", e);
        }
    }
}
