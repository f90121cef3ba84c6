package io.runnel.jobs.deploy;

import io.runnel.flink.EngineOptions;
import io.runnel.jobs.options.RepositoryRoot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;

/**
 * The memory of a TaskManager as {@code docs/sizing.md} has measured it.
 *
 * @param base megabytes of a process without workers
 * @param worker megabytes of each worker: its copy of the model, arena and buffers
 */
record Sizing(int base, int worker) {
    private static final Pattern MEMORY =
            Pattern.compile("memory\\s+= (\\d+) MiB \\+ (\\d+) MiB for each worker");

    static Sizing ofProject() {
        try {
            Matcher memory =
                    MEMORY.matcher(Files.readString(RepositoryRoot.resolve("docs/sizing.md")));
            if (!memory.find()) {
                throw new IllegalStateException("docs/sizing.md has no line like " + MEMORY);
            }
            return new Sizing(Integer.parseInt(memory.group(1)), Integer.parseInt(memory.group(2)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the workers of this TaskManager need outside of the heap. */
    int megabytesOfWorkers(Configuration flink) {
        return worker * flink.get(EngineOptions.WORKERS);
    }

    /** What the whole process needs. */
    int megabytes(Configuration flink) {
        return base + megabytesOfWorkers(flink);
    }
}
