package io.runnel.dashboard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a Java process of this machine (Linux, with a JDK) holds, in MiB.
 *
 * @param heap what is left after a garbage collection
 * @param resident all of the process, the database's memory and pages of files included
 */
public record ProcessMemory(long heap, long resident) {
    /** A line for the heap, or one for each generation. */
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    /** Collects its garbage and looks. */
    static ProcessMemory of(long pid) throws IOException {
        told(pid, "GC.run");
        long heap =
                USED.matcher(told(pid, "GC.heap_info"))
                        .results()
                        .mapToLong(line -> Long.parseLong(line.group(1)))
                        .sum();
        return new ProcessMemory(heap >> 10, resident(pid));
    }

    /** What the process answers to the JDK's tool. */
    private static String told(long pid, String command) throws IOException {
        Process tool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(pid),
                                command)
                        .redirectErrorStream(true)
                        .start();
        return new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .findFirst()
                .orElseThrow();
    }
}
