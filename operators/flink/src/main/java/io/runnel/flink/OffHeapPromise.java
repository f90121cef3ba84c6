package io.runnel.flink;

import java.util.Locale;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * What Flink was told about the memory of tasks outside of the heap. Flink sizes the process by it,
 * so models that take more make the process larger than its container may be.
 */
final class OffHeapPromise {
    private OffHeapPromise() {}

    /** What is wrong with it, if models take so many bytes; empty if it is enough, or not set. */
    static Optional<String> shortage(Configuration taskManager, long modelBytes) {
        return taskManager
                .getOptional(TaskManagerOptions.TASK_OFF_HEAP_MEMORY)
                .map(MemorySize::getBytes)
                .filter(told -> told < modelBytes)
                .map(
                        told ->
                                String.format(
                                        Locale.ROOT,
                                        "The models take %,d MiB outside of the heap, and %s tells Flink"
                                                + " %,d MiB. Raise it by at least the difference, or the"
                                                + " process may outgrow its container.",
                                        mebibytes(modelBytes),
                                        TaskManagerOptions.TASK_OFF_HEAP_MEMORY.key(),
                                        mebibytes(told)));
    }

    private static long mebibytes(long bytes) {
        return bytes >> 20;
    }
}
