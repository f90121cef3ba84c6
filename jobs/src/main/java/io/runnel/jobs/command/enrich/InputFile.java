package io.runnel.jobs.command.enrich;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.topics.Lines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of records, one per line, that has been counted.
 *
 * @param name what messages call it
 * @param blank lines that are skipped
 */
record InputFile(Path path, String name, long records, long blank) {
    /**
     * Counts the lines of an input. It is read twice, so what is no regular file, such as a pipe,
     * is copied to this folder first.
     *
     * @throws CommandFailure if it does not exist, is a folder or may not be read
     */
    static InputFile of(Path input, Path folder) throws IOException {
        if (!Files.exists(input)) {
            throw new CommandFailure("Input " + input + " does not exist.");
        }
        if (Files.isDirectory(input)) {
            throw new CommandFailure("Input " + input + " is a folder; name a file.");
        }
        if (!Files.isReadable(input)) {
            throw new CommandFailure(
                    "Input " + input + " may not be read by this user; change its permissions.");
        }
        return Files.isRegularFile(input)
                ? count(input, input.toString())
                : copy(Files.newInputStream(input), input.toString(), folder);
    }

    /** Copies a stream to this folder, closes it, and counts its lines. */
    static InputFile copy(InputStream stream, String name, Path folder) throws IOException {
        Path copy = folder.resolve("input");
        try (stream) {
            Files.copy(stream, copy);
        }
        return count(copy, name);
    }

    /** Counts the lines of a file. */
    static InputFile count(Path path, String name) throws IOException {
        long records = 0;
        long blank = 0;
        try (Lines lines = new Lines(Files.newInputStream(path))) {
            while (lines.advance()) {
                if (Lines.isBlank(lines.line())) {
                    blank++;
                } else {
                    records++;
                }
            }
        }
        return new InputFile(path, name, records, blank);
    }
}
