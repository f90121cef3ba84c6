package io.runnel.benchmarks.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The machine as Linux describes it. What it does not tell is {@code unknown}: numbers without
 * their machine would mean nothing.
 *
 * @param root where {@code proc} and {@code sys} are; another folder in tests
 */
public record Machine(Path root) {
    private static final String UNKNOWN = "unknown";
    private static final double GIB = 1024.0 * 1024 * 1024;

    /** The flags of a CPU that decide how fast small models run on it. */
    private static final List<String> TELLING_FLAGS =
            List.of(
                    "avx2",
                    "fma",
                    "f16c",
                    "avx512f",
                    "avx512_vnni",
                    "avx_vnni",
                    "avx512_bf16",
                    "amx_int8",
                    "amx_bf16",
                    "asimddp",
                    "i8mm",
                    "sve");

    /** This machine. */
    public static Machine ofProcess() {
        return new Machine(Path.of("/"));
    }

    /** CPUs that this process may use. */
    public static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Everything, by name, in the order in which it is shown. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        List<String> flags = flags();
        facts.put("cpu_model", cpu("model name").or(() -> cpu("Processor")).orElse(UNKNOWN));
        facts.put("processors", processors());
        facts.put("threads_per_core", threadsPerCore());
        facts.put("telling_cpu_flags", TELLING_FLAGS.stream().filter(flags::contains).toList());
        facts.put("cpu_flags", flags);
        facts.put("memory_gib", memInfo("MemTotal").map(Machine::gib).orElse(UNKNOWN));
        facts.put("memory_free_gib", memInfo("MemAvailable").map(Machine::gib).orElse(UNKNOWN));
        facts.put("memory_limit_gib", memoryLimit().map(Machine::gib).orElse("none"));
        facts.put("jvm_heap_limit_gib", gib(Runtime.getRuntime().maxMemory()));
        facts.put(
                "operating_system",
                System.getProperty("os.name")
                        + " "
                        + System.getProperty("os.version")
                        + " "
                        + System.getProperty("os.arch"));
        facts.put("load_at_start", loadAverage());
        return facts;
    }

    /**
     * How many CPUs' worth of work was going on in the last minute; negative where that is not
     * known.
     */
    public static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private List<String> flags() {
        return cpu("flags").or(() -> cpu("Features")).stream()
                .flatMap(line -> Arrays.stream(line.strip().split("\\s+", -1)))
                .toList();
    }

    private Optional<String> cpu(String key) {
        return value("proc/cpuinfo", key);
    }

    private Object threadsPerCore() {
        return read("sys/devices/system/cpu/cpu0/topology/thread_siblings_list")
                .map(list -> (Object) siblings(list.strip()))
                .orElse(UNKNOWN);
    }

    /** How many numbers a list as {@code 0,4} or {@code 0-1} has. */
    private static int siblings(String list) {
        int count = 0;
        for (String part : list.split(",", -1)) {
            String[] ends = part.split("-", -1);
            count +=
                    ends.length == 2
                            ? Integer.parseInt(ends[1]) - Integer.parseInt(ends[0]) + 1
                            : 1;
        }
        return count;
    }

    private Optional<Long> memInfo(String key) {
        return value("proc/meminfo", key)
                .map(text -> Long.parseLong(text.replaceAll("[^0-9]", "")) * 1024);
    }

    /** The container's limit, where there is one. */
    private Optional<Long> memoryLimit() {
        return read("sys/fs/cgroup/memory.max")
                .map(String::strip)
                .filter(text -> text.matches("[0-9]+"))
                .map(Long::parseLong);
    }

    private Optional<String> value(String file, String key) {
        return read(file).stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(key) && line.contains(":"))
                .filter(line -> line.substring(0, line.indexOf(':')).strip().equals(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    private Optional<String> read(String file) {
        try {
            return Optional.of(
                    Files.readAllLines(root.resolve(file)).stream()
                            .collect(Collectors.joining("\n")));
        } catch (IOException e) {
            // Another operating system, or a container that hides it.
            return Optional.empty();
        }
    }

    private static Object gib(long bytes) {
        return Math.round(bytes / GIB * 10) / 10.0;
    }
}
