package io.runnel.benchmarks.peers;

import io.runnel.benchmarks.measure.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What was answered when, from the files of a {@link TallySink}. */
record Tally(List<Entry> entries) {
    static final String EXTENSION = ".tally";

    private static final int FIELDS = 3;

    /** One answered piece. */
    private record Entry(long millis, int tokens, int documents) {}

    /** Reads all files of a folder; a line that is still being written does not count. */
    static Tally read(Path folder) {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + EXTENSION)) {
            for (Path file : files) {
                String text = Files.readString(file);
                for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
                    entries.add(entry(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The tally in " + folder + " cannot be read: " + e.getMessage(), e);
        }
        return new Tally(entries);
    }

    /** When the first piece was answered. */
    OptionalLong first() {
        return entries.stream().mapToLong(Entry::millis).min();
    }

    /** What was answered in this time, from this moment on. */
    Work within(long fromMillis, Duration time) {
        List<Entry> inside =
                entries.stream()
                        .filter(entry -> entry.millis() >= fromMillis)
                        .filter(entry -> entry.millis() < fromMillis + time.toMillis())
                        .toList();
        return new Work(
                inside.stream().mapToLong(Entry::documents).sum(),
                inside.stream().mapToLong(Entry::tokens).sum(),
                time.toMillis() / 1e3);
    }

    private static Entry entry(String line) {
        String[] fields = line.split(" ", FIELDS);
        return new Entry(
                Long.parseLong(fields[0]),
                Integer.parseInt(fields[1]),
                Integer.parseInt(fields[2]));
    }
}
