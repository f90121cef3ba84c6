package io.runnel.jobs.command.enrich;

import io.runnel.jobs.command.topics.Lines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of records, one per line, that has been counted.
 *
 * @param name what messages call it
 * @param blank lines that are skipped
 */
record InputFile(Path path, String name, long records, long blank) {
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
