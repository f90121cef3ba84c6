package io.runnel.inference;

import io.runnel.modelstore.ModelId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The memory of models against the limit of the container. Models live outside of the JVM's heap; a
 * process that grows beyond its container is killed without a word, so a model that surely does not
 * fit beside the heap is refused instead. Without a limit, nothing is.
 */
final class ModelMemory {
    /** Where Linux says it, for cgroups 2 and 1, seen from within a container. */
    private static final List<String> LIMITS =
            List.of("memory.max", "memory/memory.limit_in_bytes");

    /** More than any machine has: how cgroups 1 says that there is no limit. */
    private static final long NO_LIMIT = 1L << 60;

    private final OptionalLong limit;
    private final long heap;
    private long taken;

    /**
     * @param limit bytes that the container may take
     * @param heap bytes that the JVM's heap may take of them
     */
    ModelMemory(OptionalLong limit, long heap) {
        this.limit = limit;
        this.heap = heap;
    }

    /** The memory of this process. */
    static ModelMemory ofThisProcess() {
        return new ModelMemory(limit(Path.of("/sys/fs/cgroup")), Runtime.getRuntime().maxMemory());
    }

    /** The limit of the container whose control groups these are; empty if there is none. */
    static OptionalLong limit(Path controlGroups) {
        for (String file : LIMITS) {
            try {
                String text = Files.readString(controlGroups.resolve(file)).strip();
                boolean number = text.matches("\\d{1,18}");
                return number && Long.parseLong(text) < NO_LIMIT
                        ? OptionalLong.of(Long.parseLong(text))
                        : OptionalLong.empty();
            } catch (IOException e) {
                // Other control groups, or none; the next name is tried.
            }
        }
        return OptionalLong.empty();
    }

    /**
     * Takes the memory of a model.
     *
     * @throws IllegalArgumentException if heap and models together exceed the container
     */
    synchronized void take(ModelId model, long bytes) {
        if (limit.isPresent() && heap + taken + bytes > limit.getAsLong()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "Model %s needs %,d MiB outside of the heap; expected room for it in the"
                                    + " container's %,d MiB, found %,d MiB for the heap and %,d MiB for"
                                    + " other models. Raise the container's memory, lower the heap"
                                    + " (taskmanager.memory.task.heap.size), or use fewer workers.",
                            model,
                            mebibytes(bytes),
                            mebibytes(limit.getAsLong()),
                            mebibytes(heap),
                            mebibytes(taken)));
        }
        taken += bytes;
    }

    /** The memory of a model that is closed. */
    synchronized void giveBack(long bytes) {
        taken -= bytes;
    }

    /** Bytes of all models that are loaded. */
    synchronized long taken() {
        return taken;
    }

    private static long mebibytes(long bytes) {
        return bytes >> 20;
    }
}
