package io.runnel.benchmarks.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    @TempDir Path root;

    @Test
    void tellsModelFlagsAndMemory() throws IOException {
        write(
                "proc/cpuinfo",
                """
                processor\t: 0
                model name\t: Example CPU 3 GHz
                flags\t\t: fpu avx2 fma avx512f avx512_vnni amx_int8
                """);
        write("proc/meminfo", "MemTotal:       16777216 kB\nMemAvailable:    8388608 kB\n");
        write("sys/fs/cgroup/memory.max", "4294967296\n");
        write("sys/devices/system/cpu/cpu0/topology/thread_siblings_list", "0,8\n");
        assertThat(new Machine(root).facts())
                .containsEntry("cpu_model", "Example CPU 3 GHz")
                .containsEntry("memory_gib", 16.0)
                .containsEntry("memory_free_gib", 8.0)
                .containsEntry("memory_limit_gib", 4.0)
                .containsEntry("threads_per_core", 2)
                .containsEntry(
                        "telling_cpu_flags",
                        List.of("avx2", "fma", "avx512f", "avx512_vnni", "amx_int8"));
    }

    @Test
    void admitsWhatItDoesNotKnow() throws IOException {
        write("sys/fs/cgroup/memory.max", "max\n");
        assertThat(new Machine(root).facts())
                .containsEntry("cpu_model", "unknown")
                .containsEntry("memory_gib", "unknown")
                .containsEntry("memory_limit_gib", "none");
    }

    private void write(String file, String content) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
