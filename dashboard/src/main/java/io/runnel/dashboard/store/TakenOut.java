package io.runnel.dashboard.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is no longer kept stays counted, by topic, and so does how far each source had been answered
 * by it: what the page says of topics does not change when old rows go. Counts and rows change in
 * one transaction.
 */
final class TakenOut {
    private TakenOut() {}

    /** Tables that are not kept for ever. */
    enum Kind {
        DOCUMENTS,
        REJECTS,
        UNDECODED;

        String table() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Counts documents that are about to be removed. */
    static void noteDocuments(Connection connection, List<Long> seqs) throws SQLException {
        if (!seqs.isEmpty()) {
            note(connection, Kind.DOCUMENTS, "seq IN " + list(seqs.stream()));
        }
    }

    /** Removes and counts so many of the oldest rows of a table other than the documents. */
    static void removeOldest(Connection connection, Kind kind, int rows) throws SQLException {
        if (rows == 0) {
            return;
        }
        String oldest;
        try (Statement statement = connection.createStatement();
                ResultSet found =
                        statement.executeQuery(
                                "SELECT rowid FROM "
                                        + kind.table()
                                        + " ORDER BY time, topic, \"partition\", \"offset\" LIMIT "
                                        + rows)) {
            Stream.Builder<Long> ids = Stream.builder();
            while (found.next()) {
                ids.add(found.getLong(1));
            }
            oldest = "rowid IN " + list(ids.build());
        }
        note(connection, kind, oldest);
        run(connection, "DELETE FROM " + kind.table() + " WHERE " + oldest);
    }

    private static String list(Stream<Long> numbers) {
        return numbers.map(String::valueOf).collect(Collectors.joining(",", "(", ")"));
    }

    private static void note(Connection connection, Kind kind, String which) throws SQLException {
        run(
                connection,
                "INSERT INTO taken_out SELECT '"
                        + kind.table()
                        + "', topic, count(*), max(time) FROM "
                        + kind.table()
                        + " WHERE "
                        + which
                        + " GROUP BY topic ON CONFLICT (kind, topic) DO UPDATE SET"
                        + " records = taken_out.records + excluded.records,"
                        + " newest = greatest(taken_out.newest, excluded.newest)");
        if (kind != Kind.UNDECODED) {
            run(
                    connection,
                    "INSERT INTO answered SELECT source_topic, source_partition,"
                            + " max(source_offset) FROM "
                            + kind.table()
                            + " WHERE source_topic IS NOT NULL AND source_partition IS NOT NULL AND"
                            + " source_offset IS NOT NULL AND "
                            + which
                            + " GROUP BY ALL ON CONFLICT (source_topic, source_partition) DO UPDATE"
                            + " SET source_offset = greatest(answered.source_offset,"
                            + " excluded.source_offset)");
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /**
     * How many dead letters are no longer kept, and of when the newest is; of all topics or one.
     */
    static ObjectNode rejects(Connection connection, String topic) throws SQLException {
        return JsonRows.first(
                connection,
                "SELECT coalesce(sum(records), 0)::BIGINT AS count, max(newest) AS newest FROM"
                        + " taken_out WHERE kind = '"
                        + Kind.REJECTS.table()
                        + "'"
                        + (topic == null ? "" : " AND topic = ?"),
                topic == null ? List.of() : List.of(topic));
    }

    /** How much is no longer kept, by table. */
    static ObjectNode counts(Connection connection) throws SQLException {
        ObjectNode counts = JsonRows.object();
        for (Kind kind : Kind.values()) {
            counts.put(
                    kind.table(),
                    Store.number(
                            connection,
                            "SELECT coalesce(sum(records), 0)::BIGINT FROM taken_out WHERE kind = '"
                                    + kind.table()
                                    + "'"));
        }
        return counts;
    }
}
