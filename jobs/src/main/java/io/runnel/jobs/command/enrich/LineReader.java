package io.runnel.jobs.command.enrich;

import io.runnel.jobs.command.topics.Lines;
import io.runnel.schemas.document.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.datagen.source.GeneratorFunction;

/**
 * The lines of a file that are not blank, in their order: each is the payload of an origin whose
 * offset is the line's number from 0. For a source of parallelism 1 that is not restarted.
 */
final class LineReader implements GeneratorFunction<Long, Origin> {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final String name;
    private transient Lines lines;
    private transient long timestamp;
    private transient long next;

    /**
     * @param name what the origins call the file
     */
    LineReader(Path file, String name) {
        this.file = file.toString();
        this.name = name;
    }

    @Override
    public void open(SourceReaderContext context) throws IOException {
        Path path = Path.of(file);
        lines = new Lines(Files.newInputStream(path));
        timestamp = Files.getLastModifiedTime(path).toMillis();
    }

    @Override
    public Origin map(Long index) throws IOException {
        if (index != next++) {
            throw new IllegalStateException(
                    "Line "
                            + index
                            + " of "
                            + name
                            + " was asked out of turn; expected "
                            + (next - 1)
                            + ".");
        }
        do {
            if (!lines.advance()) {
                throw new IOException(
                        name + " has become shorter while it was read: no record " + index + ".");
            }
        } while (Lines.isBlank(lines.line()));
        return new Origin(name, 0, lines.number(), timestamp, null, List.of(), lines.line());
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
    }
}
