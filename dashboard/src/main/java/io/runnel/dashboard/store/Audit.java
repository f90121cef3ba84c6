package io.runnel.dashboard.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Who did what: in the store, and as a line of a file that is only ever appended to. What is done
 * is written down before it is done, and its result after.
 */
public final class Audit {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Store store;
    private final Path file;
    private final Clock clock;

    public Audit(Store store, Clock clock) {
        this.store = store;
        this.file = store.settings().folder().resolve("audit.jsonl");
        this.clock = clock;
    }

    /**
     * Brings into the store what only the file has, as after a kill between the two; to be called
     * before anything is done.
     */
    public void catchUp() {
        if (!Files.exists(file)) {
            return;
        }
        Set<String> kept = kept();
        try (BufferedReader lines = lines()) {
            if (isCutOff()) {
                append("\n");
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ObjectNode read = read(line);
                if (read != null && kept.add(name(read))) {
                    keep(read);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("What was done, in " + file + ", cannot be read.", e);
        }
    }

    /** Of all years, one at a time; a character that was cut off is none that stops them. */
    private BufferedReader lines() throws IOException {
        return new BufferedReader(
                new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
    }

    private boolean isCutOff() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.size() > 0
                    && channel.position(channel.size() - 1).read(last) == 1
                    && last.get(0) != '\n';
        }
    }

    /** The line, or {@code null} if it was cut off. */
    private static ObjectNode read(String line) {
        try {
            return !line.isBlank() && MAPPER.readTree(line) instanceof ObjectNode read
                    ? read
                    : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private Set<String> kept() {
        return store.read(
                "read which audit lines there are",
                connection -> {
                    Set<String> kept = new HashSet<>();
                    JsonRows.of(connection, "SELECT audit_id, result FROM audit", List.of())
                            .forEach(line -> kept.add(name(line)));
                    return kept;
                });
    }

    private static String name(JsonNode line) {
        return line.path("audit_id").asText() + " " + line.path("result").asText();
    }

    /**
     * Something that somebody does.
     *
     * @param who the address that asked
     */
    public record Deed(String who, String action, String target, String detail) {}

    /** Writes down that something is about to be done, and gives its id. */
    public String begin(Deed deed) {
        String id = UUID.randomUUID().toString();
        write(id, deed, "begun");
        return id;
    }

    /** Writes down how it ended. */
    public void end(String id, Deed deed, String result) {
        write(id, deed, result);
    }

    private void write(String id, Deed deed, String result) {
        ObjectNode line = JsonRows.object();
        line.put("audit_id", id).put("at", clock.instant().toString()).put("who", deed.who());
        line.put("action", deed.action()).put("target", deed.target());
        line.put("detail", deed.detail()).put("result", result);
        try {
            append(line + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Nothing is done that cannot be written down: " + file + " cannot be written.",
                    e);
        }
        keep(line);
    }

    private void append(String text) throws IOException {
        Files.writeString(
                file,
                text,
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private void keep(ObjectNode line) {
        store.write(
                "keep an audit line",
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement(
                                    "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)")) {
                        JsonRows.bind(
                                insert,
                                List.of(
                                        line.path("audit_id").asText(),
                                        Instant.parse(line.path("at").asText()),
                                        line.path("who").asText(),
                                        line.path("action").asText(),
                                        line.path("target").asText(),
                                        line.path("detail").asText(),
                                        line.path("result").asText()));
                        return insert.executeUpdate();
                    }
                });
    }

    /** The newest lines first. */
    public ObjectNode lines(int limit) {
        return store.read(
                "list audit lines",
                connection ->
                        JsonRows.object()
                                .set(
                                        "lines",
                                        JsonRows.of(
                                                connection,
                                                "SELECT audit_id, time AS \"at\", who, action, target, detail,"
                                                        + " result FROM audit ORDER BY time DESC"
                                                        + " LIMIT "
                                                        + limit,
                                                List.of())));
    }
}
