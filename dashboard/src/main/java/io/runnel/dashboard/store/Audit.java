package io.runnel.dashboard.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Who did what: in the store, and as a line of a file that is only ever appended to. What is done
 * is written down before it is done, and its result after.
 */
public final class Audit {
    private final Store store;
    private final Path file;
    private final Clock clock;

    public Audit(Store store, Clock clock) {
        this.store = store;
        this.file = store.settings().folder().resolve("audit.jsonl");
        this.clock = clock;
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
        Instant at = clock.instant();
        ObjectNode line = JsonRows.object();
        line.put("audit_id", id).put("at", at.toString()).put("who", deed.who());
        line.put("action", deed.action()).put("target", deed.target());
        line.put("detail", deed.detail()).put("result", result);
        try {
            Files.writeString(
                    file,
                    line + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Nothing is done that cannot be written down: " + file + " cannot be written.",
                    e);
        }
        store.write(
                "keep an audit line",
                connection -> {
                    try (PreparedStatement insert =
                            connection.prepareStatement(
                                    "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)")) {
                        JsonRows.bind(
                                insert,
                                List.of(
                                        id,
                                        at,
                                        deed.who(),
                                        deed.action(),
                                        deed.target(),
                                        deed.detail(),
                                        result));
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
