package io.runnel.inference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How much of the machine's memory this process has: heap, models and everything else. It is what a
 * container's limit is held against.
 */
final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String LINE = "VmRSS:";
    private static final long KIBI = 1024;

    private ResidentMemory() {}

    /** Bytes of this process now; 0 where the system does not tell, as only Linux does. */
    static long bytes() {
        try {
            return bytes(Files.readAllLines(STATUS));
        } catch (IOException e) {
            // No Linux.
            return 0;
        }
    }

    /** The bytes in a line such as {@code VmRSS: 123 kB}; 0 if there is none. */
    static long bytes(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith(LINE))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(kibibytes -> Long.parseLong(kibibytes) * KIBI)
                .findFirst()
                .orElse(0);
    }
}
