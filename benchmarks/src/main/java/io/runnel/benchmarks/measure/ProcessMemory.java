package io.runnel.benchmarks.measure;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The memory of this process in mebibytes.
 *
 * @param resident all of it that is in RAM; 0 where the operating system does not tell
 * @param heapUsed live objects, right after a collection
 * @param heapCommitted what the JVM holds for objects
 * @param jvm classes, compiled code and the like
 * @param buffers direct buffers
 */
public record ProcessMemory(
        double resident, double heapUsed, double heapCommitted, double jvm, double buffers) {
    private static final double MIB = 1024.0 * 1024;

    /** Collects garbage and looks. */
    public static ProcessMemory now() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        double buffers =
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(pool -> Math.max(0, pool.getMemoryUsed()))
                        .sum();
        return new ProcessMemory(
                residentMib(ProcessHandle.current().pid()),
                memory.getHeapMemoryUsage().getUsed() / MIB,
                memory.getHeapMemoryUsage().getCommitted() / MIB,
                memory.getNonHeapMemoryUsage().getCommitted() / MIB,
                buffers / MIB);
    }

    /**
     * What no part of the JVM accounts for: ONNX Runtime, the tokenizer, thread stacks. Committed
     * memory that was never touched makes it a little too small.
     */
    public double nativeRest() {
        return Math.max(0, resident - heapCommitted - jvm - buffers);
    }

    /** Memory of a process that is in RAM; 0 where the operating system does not tell. */
    public static double residentMib(long process) {
        try {
            List<String> lines =
                    Files.readAllLines(Path.of("/proc", Long.toString(process), "status"));
            for (String line : lines) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
                }
            }
        } catch (IOException e) {
            return 0; // not Linux
        }
        return 0;
    }
}
