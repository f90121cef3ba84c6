package io.runnel.jobs.command.verify;

import io.runnel.jobs.command.CommandFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What another JVM of this user counts about itself, by way of {@code jcmd}. */
record JvmCounters(long pid) {
    /** Collects the garbage of that JVM, class loaders included. */
    void collectGarbage() throws IOException, InterruptedException {
        ask("GC.run");
    }

    /** Bytes of metaspace that are in use, as of the last collection. */
    static long metaspaceBytes(Map<String, Long> counters) {
        return value(counters, "sun.gc.metaspace.used");
    }

    /** Classes that are loaded. */
    static long classes(Map<String, Long> counters) {
        return value(counters, "java.cls.loadedClasses")
                - value(counters, "java.cls.unloadedClasses");
    }

    /** All counters that are numbers, by name. */
    Map<String, Long> read() throws IOException, InterruptedException {
        return parse(ask("PerfCounter.print"));
    }

    /** Lines of {@code name=number}; others are no counters. */
    static Map<String, Long> parse(List<String> lines) {
        Map<String, Long> counters = new HashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals > 0 && line.substring(equals + 1).matches("\\d{1,18}")) {
                counters.put(line.substring(0, equals), Long.valueOf(line.substring(equals + 1)));
            }
        }
        return counters;
    }

    private static long value(Map<String, Long> counters, String name) {
        Long value = counters.get(name);
        if (value == null) {
            throw new CommandFailure(
                    "The JVM does not count "
                            + name
                            + ". Expected one of OpenJDK 17 or newer with -XX:+UsePerfData.");
        }
        return value;
    }

    private List<String> ask(String command) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process =
                new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                        .redirectErrorStream(true)
                        .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new CommandFailure(
                    jcmd
                            + " "
                            + command
                            + " fails for process "
                            + pid
                            + ": "
                            + answer.strip()
                            + ". A JDK is needed.");
        }
        return answer.lines().map(String::strip).toList();
    }
}
