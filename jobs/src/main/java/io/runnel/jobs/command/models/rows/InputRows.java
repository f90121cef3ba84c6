package io.runnel.jobs.command.models.rows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.topics.Lines;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The rows of a file: a JSON object on each line, blank lines left out, packed by gzip or not, as
 * its first two bytes say. Every failure names the file and the line.
 */
public final class InputRows implements AutoCloseable {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final String name;
    private final Lines lines;
    private final ArrayDeque<Numbered> ahead = new ArrayDeque<>();
    private long given;

    private record Numbered(long line, JsonNode row) {}

    private InputRows(String name, Lines lines) {
        this.name = name;
        this.lines = lines;
    }

    /**
     * The rows of a stream.
     *
     * @param name what failures call it
     * @throws CommandFailure if it begins as gzip data and is none
     */
    public static InputRows of(String name, InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in);
        buffered.mark(2);
        boolean packed = buffered.read() == GZIP_FIRST && buffered.read() == GZIP_SECOND;
        buffered.reset();
        try {
            return new InputRows(
                    name, new Lines(packed ? new GZIPInputStream(buffered) : buffered));
        } catch (EOFException | ZipException e) {
            buffered.close();
            throw damaged(name, 1, e);
        }
    }

    /** The first rows, at most so many; they are read again by {@link #next}. */
    public List<JsonNode> peek(int most) throws IOException {
        while (ahead.size() < most) {
            Numbered row = read();
            if (row == null) {
                break;
            }
            ahead.add(row);
        }
        return ahead.stream().map(Numbered::row).toList();
    }

    /**
     * What a reader makes of the next row; none at the end.
     *
     * @throws CommandFailure if the row is none, or the reader refuses it
     */
    public <T> Optional<T> next(Function<JsonNode, T> reader) throws IOException {
        Numbered row = ahead.isEmpty() ? read() : ahead.poll();
        if (row == null) {
            return Optional.empty();
        }
        given = row.line();
        try {
            return Optional.of(reader.apply(row.row()));
        } catch (IllegalArgumentException e) {
            throw failure(row.line(), e.getMessage(), e);
        }
    }

    /** Where the row that {@link #next} gave last stands: {@code dev.jsonl:7}. */
    public String place() {
        return place(name, given);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private Numbered read() throws IOException {
        while (advance()) {
            if (!Lines.isBlank(lines.line())) {
                return new Numbered(lines.number() + 1, parsed());
            }
        }
        return null;
    }

    private boolean advance() throws IOException {
        try {
            return lines.advance();
        } catch (EOFException | ZipException e) {
            throw damaged(name, lines.number() + 2, e);
        }
    }

    private JsonNode parsed() throws IOException {
        long line = lines.number() + 1;
        try {
            JsonNode row = JSON.readTree(lines.line());
            if (!row.isObject()) {
                throw failure(
                        line,
                        "it is " + RowShape.kind(row) + "; expected a JSON object on each line.",
                        null);
            }
            return row;
        } catch (JsonProcessingException e) {
            throw failure(
                    line,
                    "it is no JSON; expected an object on each line: " + e.getOriginalMessage(),
                    e);
        }
    }

    private static CommandFailure damaged(String name, long line, IOException cause) {
        return new CommandFailure(
                place(name, line) + ": the gzip data is damaged or cut off; pack the file again.",
                cause);
    }

    private CommandFailure failure(long line, String problem, Exception cause) {
        return new CommandFailure(place(name, line) + ": " + problem, cause);
    }

    private static String place(String name, long line) {
        return name + ":" + line;
    }
}
