package io.runnel.dashboard.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Rows of the database as JSON: names as the query gives them, times in ISO-8601 with Z. */
public final class JsonRows {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> TIMES =
            Set.of("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS");
    private static final int SHOWN_BYTES = 64;
    private static final int EXACT_BITS = 53;

    private JsonRows() {}

    /** The rows of this query as objects. */
    public static ArrayNode of(Connection connection, String sql, List<?> parameters)
            throws SQLException {
        ArrayNode rows = JSON.arrayNode();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet found = statement.executeQuery()) {
                ResultSetMetaData columns = found.getMetaData();
                while (found.next()) {
                    ObjectNode row = rows.addObject();
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        row.set(columns.getColumnLabel(i), value(found, i));
                    }
                }
            }
        }
        return rows;
    }

    /** The first row, or {@code null}. */
    public static ObjectNode first(Connection connection, String sql, List<?> parameters)
            throws SQLException {
        ArrayNode rows = of(connection, sql, parameters);
        return rows.isEmpty() ? null : (ObjectNode) rows.get(0);
    }

    /** Runs a statement that gives no rows. */
    static void run(Connection connection, String sql, List<?> parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            statement.execute();
        }
    }

    static void bind(PreparedStatement statement, List<?> parameters) throws SQLException {
        for (int i = 0; i < parameters.size(); i++) {
            Object value = parameters.get(i);
            statement.setObject(
                    i + 1,
                    value instanceof Instant instant
                            ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
                            : value);
        }
    }

    /** A column's value as JSON; a time as it stands, whatever zone this machine is in. */
    static JsonNode value(ResultSet rows, int column) throws SQLException {
        // As a java.sql.Timestamp, the hour that a zone leaves out in spring would become the next.
        boolean time = TIMES.contains(rows.getMetaData().getColumnTypeName(column));
        return value(time ? rows.getObject(column, LocalDateTime.class) : rows.getObject(column));
    }

    /** A value as JSON; what JSON has no form for is its text. */
    public static JsonNode value(Object value) throws SQLException {
        if (value == null) {
            return JSON.nullNode();
        } else if (value instanceof String text) {
            return JSON.textNode(text);
        } else if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        } else if (value instanceof Double number) {
            return finite(number);
        } else if (value instanceof Float number) {
            return finite(number.doubleValue());
        } else if (value instanceof BigDecimal number) {
            return JSON.numberNode(number);
        } else if (value instanceof BigInteger number) {
            return JSON.numberNode(number);
        } else if (value instanceof Number number) {
            return JSON.numberNode(number.longValue());
        } else if (value instanceof Timestamp time) {
            return JSON.textNode(time.toLocalDateTime().toInstant(ZoneOffset.UTC).toString());
        } else if (value instanceof LocalDateTime time) {
            return JSON.textNode(time.toInstant(ZoneOffset.UTC).toString());
        } else if (value instanceof OffsetDateTime time) {
            return JSON.textNode(time.toInstant().toString());
        } else if (value instanceof Blob bytes) {
            return JSON.textNode(bytes(bytes));
        }
        return JSON.textNode(value.toString());
    }

    /** A whole number that JavaScript would round as its text; anything else as it is. */
    static JsonNode exact(JsonNode value) {
        return value.isIntegralNumber() && value.bigIntegerValue().abs().bitLength() > EXACT_BITS
                ? JSON.textNode(value.asText())
                : value;
    }

    private static JsonNode finite(double number) {
        return Double.isFinite(number)
                ? JSON.numberNode(number)
                : JSON.textNode(Double.toString(number));
    }

    private static String bytes(Blob bytes) throws SQLException {
        long length = bytes.length();
        byte[] first = bytes.getBytes(1, (int) Math.min(length, SHOWN_BYTES));
        return "0x"
                + HexFormat.of().formatHex(first)
                + (length > SHOWN_BYTES ? "… (" + length + " bytes)" : "");
    }

    /** JSON text of ours as a tree. */
    public static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new StoreFailure("The store holds text where it keeps JSON: " + e.getMessage());
        }
    }

    public static ObjectNode object() {
        return JSON.objectNode();
    }
}
