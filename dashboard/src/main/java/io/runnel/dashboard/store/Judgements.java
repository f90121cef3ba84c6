package io.runnel.dashboard.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.search.TextIndex;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What people said about answers, and how often they agreed. */
public final class Judgements {
    private static final String COLUMNS =
            "c.correction_id, c.time AS \"at\", c.who, c.document_type, c.document_id, c.task, c.head, c.model,"
                    + " c.version, c.given, c.\"right\", c.agreed, c.field, c.\"start\", c.\"end\","
                    + " c.note, c.topic, c.\"partition\", c.\"offset\"";

    /** The last word about each answer: who judges twice has changed his mind. */
    private static final String LAST =
            """
            (SELECT * FROM corrections QUALIFY row_number() OVER (
                PARTITION BY document_type, document_id, task, field, "start", "end"
                ORDER BY time DESC, correction_id DESC) = 1)""";

    private final Store store;

    public Judgements(Store store) {
        this.store = store;
    }

    /** All about one document, the newest first. */
    ArrayNode of(String type, String id) {
        return store.read(
                "list corrections",
                connection ->
                        parsed(
                                JsonRows.of(
                                        connection,
                                        "SELECT "
                                                + COLUMNS
                                                + " FROM corrections c WHERE c.document_type = ?"
                                                + " AND c.document_id = ? ORDER BY c.time DESC LIMIT"
                                                + " 100",
                                        List.of(type, id))));
    }

    /** Those about the documents of a filter, the newest first. */
    public ObjectNode list(Filter filter, TextIndex index, int limit) {
        return store.read(
                "list corrections",
                connection -> {
                    ObjectNode answer = JsonRows.object();
                    return answer.set("corrections", list(connection, filter, index, limit));
                });
    }

    private static ArrayNode list(Connection connection, Filter filter, TextIndex index, int limit)
            throws SQLException {
        Condition condition = Condition.of(filter, index, connection);
        String where =
                filter.isAll()
                        ? "true"
                        : "EXISTS (SELECT 1 FROM documents d WHERE d.document_type ="
                                + " c.document_type AND d.document_id = c.document_id AND "
                                + condition.sql()
                                + ")";
        return parsed(
                JsonRows.of(
                        connection,
                        "SELECT "
                                + COLUMNS
                                + " FROM corrections c WHERE "
                                + where
                                + " ORDER BY c.time DESC LIMIT "
                                + limit,
                        condition.parameters()));
    }

    private static ArrayNode parsed(ArrayNode rows) {
        for (JsonNode row : rows) {
            for (String name : List.of("given", "right")) {
                if (row.path(name).isTextual()) {
                    ((ObjectNode) row).set(name, JsonRows.parse(row.get(name).asText()));
                }
            }
        }
        return rows;
    }

    /** How often people agreed with each head, in all and by day. */
    public ObjectNode agreement() {
        return store.read(
                "count agreement",
                connection -> {
                    String group = "document_type, task, head, model, version";
                    ArrayNode heads =
                            JsonRows.of(
                                    connection,
                                    "SELECT "
                                            + group
                                            + ", count(*) AS judged, count(*) FILTER (agreed) AS"
                                            + " agreed, round(avg(agreed::INTEGER), 4) AS agreement"
                                            + " FROM "
                                            + LAST
                                            + " GROUP BY ALL ORDER BY 1, 2, 3, 4, 5 LIMIT 200",
                                    List.of());
                    ArrayNode days =
                            JsonRows.of(
                                    connection,
                                    "SELECT "
                                            + group
                                            + ", strftime(time, '%Y-%m-%d') AS day, count(*) AS"
                                            + " judged, count(*) FILTER (agreed) AS agreed FROM "
                                            + LAST
                                            + " GROUP BY ALL ORDER BY day LIMIT 20000",
                                    List.of());
                    ObjectNode answer = JsonRows.object();
                    return answer.set("heads", withDays(heads, days));
                });
    }

    private static ArrayNode withDays(ArrayNode heads, ArrayNode days) {
        Map<String, ArrayNode> byHead = new LinkedHashMap<>();
        for (JsonNode head : heads) {
            byHead.put(name(head), ((ObjectNode) head).putArray("over_time"));
        }
        for (JsonNode day : days) {
            ArrayNode own = byHead.get(name(day));
            if (own != null) {
                own.addObject()
                        .put("day", day.get("day").asText())
                        .put("judged", day.get("judged").asLong())
                        .put("agreed", day.get("agreed").asLong());
            }
        }
        return heads;
    }

    private static String name(JsonNode row) {
        return String.join(
                "\n",
                row.path("document_type").asText(),
                row.path("task").asText(),
                row.path("head").asText(),
                row.path("model").asText(),
                row.path("version").asText());
    }
}
