package io.runnel.inference;

import io.runnel.modelstore.ModelId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The memory of models against the limit of the container. Models live outside of the JVM's heap; a
 * process that grows beyond its container is killed without a word, so a model that surely does not
 * fit beside the heap is refused instead. Without a limit, nothing is.
 */
final class ModelMemory {
    /** Where Linux says it, for control groups 2 and 1. */
    private enum Groups {
        V2("", "memory.max"),
        V1("memory", "memory.limit_in_bytes");

        private final String folder;
        private final String file;

        Groups(String folder, String file) {
            this.folder = folder;
            this.file = file;
        }

        /** The group of this process in a line of {@code /proc/self/cgroup}, if it tells it. */
        private Optional<String> group(String line) {
            String[] parts = line.split(":", 3);
            if (parts.length < 3) {
                return Optional.empty();
            }
            boolean told =
                    this == V2 ? parts[1].isEmpty() : List.of(parts[1].split(",")).contains(folder);
            return told ? Optional.of(parts[2]) : Optional.empty();
        }
    }

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
        return new ModelMemory(
                limit(Path.of("/sys/fs/cgroup"), Path.of("/proc/self/cgroup")),
                Runtime.getRuntime().maxMemory());
    }

    /**
     * The least limit of a process's control group and of all groups around it; empty if there is
     * none.
     *
     * @param root where the groups are
     * @param membership the file that says in which group the process is
     */
    static OptionalLong limit(Path root, Path membership) {
        List<String> lines;
        try {
            lines = Files.readAllLines(membership);
        } catch (IOException e) {
            // No Linux: there may be groups all the same, for whoever looks at their root.
            lines = List.of();
        }
        OptionalLong least = OptionalLong.empty();
        for (Groups groups : Groups.values()) {
            Path top = root.resolve(groups.folder).normalize();
            Path group =
                    lines.stream()
                            .flatMap(line -> groups.group(line).stream())
                            .findFirst()
                            .map(name -> top.resolve("./" + name).normalize())
                            .filter(path -> path.startsWith(top))
                            .orElse(top);
            while (group.startsWith(top)) {
                least = lesser(least, read(group.resolve(groups.file)));
                group = group.getParent();
            }
        }
        return least;
    }

    private static OptionalLong lesser(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return OptionalLong.of(Math.min(one.getAsLong(), other.getAsLong()));
    }

    private static OptionalLong read(Path file) {
        try {
            String text = Files.readString(file).strip();
            boolean number = text.matches("\\d{1,18}") && Long.parseLong(text) < NO_LIMIT;
            return number ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
        } catch (IOException e) {
            // There is no such group, or it has no limit of this kind.
            return OptionalLong.empty();
        }
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
