package io.runnel.jobs.command.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the system says that a process holds; Linux only. */
record ProcessResources(long pid) {
    /** Bytes of memory that are really there. */
    long residentBytes() {
        return number("VmRSS:") * 1_024;
    }

    long threads() {
        return number("Threads:");
    }

    /** Open files, sockets and pipes. */
    long handles() {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many different files with this in their name are mapped. */
    long mappedFiles(String name) {
        return lines("maps")
                .filter(line -> line.contains(name))
                .map(line -> line.substring(line.indexOf('/')))
                .distinct()
                .count();
    }

    private long number(String field) {
        return lines("status")
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()).replace("kB", "").strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "/proc/" + pid + "/status has no " + field));
    }

    private Stream<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), file)).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
