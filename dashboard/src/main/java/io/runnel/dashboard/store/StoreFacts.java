package io.runnel.dashboard.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the store holds, and how far it has come. */
public final class StoreFacts {
    private final Store store;

    public StoreFacts(Store store) {
        this.store = store;
    }

    /** How much there is, of when, and how much was taken out. */
    public ObjectNode counts() {
        return store.read(
                "count documents",
                connection -> {
                    ObjectNode counts =
                            JsonRows.first(
                                    connection,
                                    """
                                SELECT 'duckdb' AS kind, (SELECT count(*) FROM documents) AS documents,
                                    (SELECT count(*) FROM rejects) AS rejects,
                                    (SELECT count(*) FROM undecoded) AS undecoded,
                                    (SELECT min(time) FROM documents) AS oldest,
                                    (SELECT max(time) FROM documents) AS newest""",
                                    List.of());
                    return counts.set("taken_out", TakenOut.counts(connection));
                });
    }

    /** The models that answered. */
    public ArrayNode models() {
        return store.read(
                "list models",
                connection ->
                        JsonRows.of(
                                connection,
                                "SELECT DISTINCT model, version, digest, \"precision\" FROM models"
                                        + " ORDER BY ALL LIMIT 100",
                                List.of()));
    }

    /** The records that could not be read, the newest first. */
    public ArrayNode undecoded(int limit) {
        return store.read(
                "list what could not be read",
                connection ->
                        JsonRows.of(
                                connection,
                                "SELECT topic, \"partition\", \"offset\", time AS \"at\", problem FROM undecoded"
                                        + " ORDER BY time DESC LIMIT "
                                        + limit,
                                List.of()));
    }

    /** How many documents and rejects came from each topic, kept or no longer. */
    public Map<String, Long> totals() {
        return store.read(
                "count by topic",
                connection -> {
                    Map<String, Long> totals = new HashMap<>();
                    try (PreparedStatement statement =
                                    connection.prepareStatement(
                                            "SELECT topic, count(*) FROM documents GROUP BY 1 UNION"
                                                    + " ALL SELECT topic, count(*) FROM rejects"
                                                    + " GROUP BY 1 UNION ALL SELECT topic, records"
                                                    + " FROM taken_out WHERE kind IN ('documents',"
                                                    + " 'rejects')");
                            ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            totals.merge(rows.getString(1), rows.getLong(2), Long::sum);
                        }
                    }
                    return totals;
                });
    }

    /** Where reading goes on, by partition. */
    public Map<Batch.TopicPart, Long> positions() {
        return store.read(
                "tell how far it has read",
                connection -> {
                    Map<Batch.TopicPart, Long> positions = new HashMap<>();
                    try (PreparedStatement statement =
                                    connection.prepareStatement(
                                            "SELECT topic, \"partition\", next_offset FROM"
                                                    + " followed");
                            ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            positions.put(
                                    new Batch.TopicPart(rows.getString(1), rows.getInt(2)),
                                    rows.getLong(3));
                        }
                    }
                    return positions;
                });
    }

    /** The last offset of each source partition that has an outcome, kept or no longer. */
    public Map<Batch.TopicPart, Long> lastSources() {
        return store.read(
                "tell what has an outcome",
                connection -> {
                    Map<Batch.TopicPart, Long> last = new HashMap<>();
                    try (PreparedStatement statement =
                                    connection.prepareStatement(
                                            """
                                            SELECT source_topic, source_partition, max(source_offset)
                                            FROM (SELECT source_topic, source_partition, source_offset
                                                  FROM documents UNION ALL SELECT source_topic,
                                                  source_partition, source_offset FROM rejects
                                                  UNION ALL SELECT source_topic, source_partition,
                                                  source_offset FROM answered)
                                            WHERE source_topic IS NOT NULL AND source_offset IS NOT NULL
                                            GROUP BY 1, 2""");
                            ResultSet rows = statement.executeQuery()) {
                        while (rows.next()) {
                            last.put(
                                    new Batch.TopicPart(rows.getString(1), rows.getInt(2)),
                                    rows.getLong(3));
                        }
                    }
                    return last;
                });
    }
}
