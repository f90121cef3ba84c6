package io.runnel.dashboard.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Dead letters as a list, and one at a time with its bytes. */
public final class Rejects {
    private static final int SHOWN_BYTES = 4_096;

    private static final String COLUMNS =
            "r.topic, r.\"partition\", r.\"offset\", r.time AS \"at\", r.document_type, r.reason, r.stage,"
                    + " r.detail, r.source_topic, r.source_partition, r.source_offset, r.retryable,"
                    + " r.bytes";

    private final Store store;

    public Rejects(Store store) {
        this.store = store;
    }

    /** Which are meant; each part may be {@code null}. */
    public record Choice(String topic, String reason, Instant from, Instant until) {
        Condition condition() {
            List<String> parts = new ArrayList<>(List.of("true"));
            List<Object> values = new ArrayList<>();
            add("r.topic = ?", topic, parts, values);
            add("r.reason = ?", reason, parts, values);
            add("r.time >= ?", from, parts, values);
            add("r.time < ?", until, parts, values);
            return new Condition(String.join(" AND ", parts), values, true);
        }

        private static void add(String sql, Object value, List<String> parts, List<Object> values) {
            if (value != null) {
                parts.add(sql);
                values.add(value);
            }
        }
    }

    /**
     * A page of them, the newest first, with all their reasons, and how many are no longer kept.
     *
     * @param skip so many first ones are left out
     */
    public ObjectNode list(Choice choice, int limit, int skip) {
        return store.read("list rejects", connection -> list(connection, choice, limit, skip));
    }

    private static ObjectNode list(Connection connection, Choice choice, int limit, int skip)
            throws SQLException {
        Condition condition = choice.condition();
        String from = " FROM rejects r WHERE " + condition.sql();
        ObjectNode answer = JsonRows.object();
        answer.set(
                "reasons",
                JsonRows.of(
                        connection,
                        "SELECT r.topic, r.reason, count(*) AS count, min(r.time) AS first,"
                                + " max(r.time) AS last"
                                + from
                                + " GROUP BY ALL ORDER BY 3 DESC, 1, 2 LIMIT 200",
                        condition.parameters()));
        String bucket = bucket(connection, from, condition).label();
        answer.put("bucket", bucket);
        answer.set(
                "over_time",
                JsonRows.of(
                        connection,
                        "SELECT date_trunc('"
                                + bucket
                                + "', r.time) AS \"at\", r.reason, count(*) AS count"
                                + from
                                + " GROUP BY ALL ORDER BY 1, 2 LIMIT 5000",
                        condition.parameters()));
        ArrayNode rows =
                JsonRows.of(
                        connection,
                        "SELECT "
                                + COLUMNS
                                + from
                                + " ORDER BY r.time DESC, r.topic, r.\"partition\", r.\"offset\" DESC"
                                + " LIMIT "
                                + (limit + 1)
                                + " OFFSET "
                                + skip,
                        condition.parameters());
        answer.set("taken_out", TakenOut.rejects(connection, choice.topic()));
        boolean more = rows.size() > limit;
        if (more) {
            rows.remove(limit);
        }
        answer.put("next", more ? Integer.toString(skip + limit) : null);
        return answer.set("rejects", rows);
    }

    private static Overview.Bucket bucket(Connection connection, String from, Condition condition)
            throws SQLException {
        ObjectNode range =
                JsonRows.first(
                        connection,
                        "SELECT coalesce(epoch_ms(max(r.time)) - epoch_ms(min(r.time)), 0) AS ms"
                                + from,
                        condition.parameters());
        return Overview.Bucket.of(java.time.Duration.ofMillis(range.get("ms").asLong()));
    }

    /** One with its headers and bytes. */
    public Optional<ObjectNode> one(Place place) {
        return store.read(
                "look a reject up",
                connection -> {
                    List<Object> values = List.of(place.topic(), place.partition(), place.offset());
                    String where =
                            " FROM rejects r WHERE r.topic = ? AND r.\"partition\" = ? AND"
                                    + " r.\"offset\" = ?";
                    ObjectNode row =
                            JsonRows.first(
                                    connection,
                                    "SELECT " + COLUMNS + ", r.headers" + where,
                                    values);
                    if (row == null) {
                        return Optional.empty();
                    }
                    row.set("headers", JsonRows.parse(row.get("headers").asText("{}")));
                    addOriginal(row, bytes(connection, "SELECT r.original" + where, values));
                    return Optional.of(row);
                });
    }

    private static byte[] bytes(Connection connection, String sql, List<Object> values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            JsonRows.bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    return null;
                }
                var blob = rows.getBlob(1);
                return blob == null ? null : blob.getBytes(1, (int) blob.length());
            }
        }
    }

    /** The bytes in every form that shows them as they are and runs nothing. */
    private static void addOriginal(ObjectNode row, byte[] bytes) {
        ObjectNode original = row.putObject("original");
        if (bytes == null) {
            original.put("length", 0).putNull("utf8").putNull("hex").putNull("base64");
            return;
        }
        original.put("length", bytes.length);
        original.put("utf8", utf8(bytes));
        byte[] first = Arrays.copyOf(bytes, Math.min(bytes.length, SHOWN_BYTES));
        original.put("hex", HexFormat.ofDelimiter(" ").formatHex(first));
        original.put("base64", Base64.getEncoder().encodeToString(bytes));
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
