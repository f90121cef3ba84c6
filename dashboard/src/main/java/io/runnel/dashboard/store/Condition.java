package io.runnel.dashboard.store;

import io.runnel.dashboard.search.Found;
import io.runnel.dashboard.search.TextIndex;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * A filter as the condition of a query on {@code documents d}. Values are parameters, never text of
 * the statement.
 *
 * @param exact whether every document that the words match is meant, not the best ones only
 */
record Condition(String sql, List<Object> parameters, boolean exact) {
    /** Most documents that a search hands to the database; the best ones. */
    static final int MOST_HITS = 50_000;

    static Condition of(Filter filter) {
        List<String> parts = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        oneOf("d.document_type", filter.types(), parts, values);
        oneOf("d.label", filter.labels(), parts, values);
        oneOf("d.sentiment", filter.sentiments(), parts, values);
        oneOf("d.language", filter.languages(), parts, values);
        oneOf("d.vendor", filter.vendors(), parts, values);
        if (filter.from() != null) {
            parts.add("d.time >= ?");
            values.add(filter.from());
        }
        if (filter.until() != null) {
            parts.add("d.time < ?");
            values.add(filter.until());
        }
        if (filter.minConfidence() != null) {
            parts.add("d.label_score >= ?");
            values.add(filter.minConfidence());
        }
        if (filter.documentId() != null) {
            parts.add("d.document_id = ?");
            values.add(filter.documentId());
        }
        entities(filter, parts, values);
        return new Condition(parts.isEmpty() ? "true" : String.join(" AND ", parts), values, true);
    }

    /** The same, with the documents that the words match in the table {@code hits}. */
    static Condition of(Filter filter, TextIndex index, Connection connection) throws SQLException {
        Condition condition = of(filter);
        if (filter.words() == null) {
            return condition;
        }
        Found found = index.search(filter.words(), MOST_HITS);
        fillHits(connection, found);
        return condition.andHits(found.total() <= found.seqs().length);
    }

    /** The same with every document that the words match, to count them. */
    static Condition ofAll(Filter filter, TextIndex index, Connection connection)
            throws SQLException {
        Condition condition = of(filter);
        if (filter.words() == null) {
            return condition;
        }
        try (DuckDBAppender appender = hits(connection, "seq BIGINT")) {
            for (long seq : index.all(filter.words())) {
                appender.beginRow();
                appender.append(seq);
                appender.endRow();
            }
        }
        return condition.andHits(true);
    }

    private Condition andHits(boolean all) {
        return new Condition(sql + " AND d.seq IN (SELECT h.seq FROM hits h)", parameters, all);
    }

    private static void fillHits(Connection connection, Found found) throws SQLException {
        try (DuckDBAppender appender = hits(connection, "seq BIGINT, relevance FLOAT")) {
            for (int i = 0; i < found.seqs().length; i++) {
                appender.beginRow();
                appender.append(found.seqs()[i]).append(found.scores()[i]);
                appender.endRow();
            }
        }
    }

    /** Makes the table of what the words match, and lets it be filled. */
    private static DuckDBAppender hits(Connection connection, String columns) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TEMP TABLE hits (" + columns + ")");
        }
        return ((DuckDBConnection) connection).createAppender("temp", "main", "hits");
    }

    private static void entities(Filter filter, List<String> parts, List<Object> values) {
        if (filter.entityGroups().isEmpty() && filter.entities().isEmpty()) {
            return;
        }
        List<String> own = new ArrayList<>();
        oneOf("e.entity_group", filter.entityGroups(), own, values);
        Set<String> keys = new TreeSet<>();
        filter.entities().forEach(entity -> keys.add(EntityName.key(entity)));
        oneOf("e.entity_key", keys, own, values);
        parts.add(
                "d.seq IN (SELECT e.seq FROM entities e WHERE " + String.join(" AND ", own) + ")");
    }

    private static void oneOf(
            String column, Collection<String> wanted, List<String> parts, List<Object> values) {
        if (!wanted.isEmpty()) {
            parts.add(
                    column
                            + " IN ("
                            + wanted.stream().map(one -> "?").collect(Collectors.joining(", "))
                            + ")");
            values.addAll(wanted);
        }
    }

    /** The part of it that dead letters have, too: type and time. */
    static Condition ofRejects(Filter filter) {
        List<String> parts = new ArrayList<>();
        List<Object> values = new ArrayList<>();
        oneOf("r.document_type", filter.types(), parts, values);
        if (filter.from() != null) {
            parts.add("r.time >= ?");
            values.add(filter.from());
        }
        if (filter.until() != null) {
            parts.add("r.time < ?");
            values.add(filter.until());
        }
        return new Condition(parts.isEmpty() ? "true" : String.join(" AND ", parts), values, true);
    }
}
