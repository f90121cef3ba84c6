package io.runnel.dashboard.store;

import io.runnel.dashboard.store.IncomingDocument.Rank;
import io.runnel.schemas.document.Provenance;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Writes what was read and how far, in one transaction: after a kill the next start reads on where
 * the rows end, so none is missing and none is there twice. Of several records of one document the
 * one that counts is kept, in whatever order they come.
 */
public final class BatchWriter {
    private final Store store;
    private final Set<String> knownModels = new HashSet<>();

    public BatchWriter(Store store) {
        this.store = store;
    }

    /**
     * What a batch changed.
     *
     * @param added the documents that are in the store now, by their numbers
     * @param removed numbers of documents that are no longer there
     */
    public record Written(Map<Long, IncomingDocument> added, List<Long> removed) {}

    /** Writes a batch, all of it or nothing. */
    public Written write(Batch batch) {
        Map<IncomingDocument.Key, IncomingDocument> best = new LinkedHashMap<>();
        for (IncomingDocument document : batch.documents()) {
            best.merge(document.key(), document, BatchWriter::better);
        }
        Set<String> models = new HashSet<>();
        Written written =
                store.write(
                        "keep what was read",
                        connection -> {
                            List<Long> removed = removeBeaten(connection, best);
                            Map<Long, IncomingDocument> added = new LinkedHashMap<>();
                            try (DocumentAppender appender = new DocumentAppender(connection)) {
                                for (IncomingDocument document : best.values()) {
                                    long seq = store.takeSeq();
                                    appender.add(seq, document);
                                    added.put(seq, document);
                                }
                            }
                            models.addAll(addModels(connection, best.values()));
                            addRejects(connection, batch.rejects());
                            addCorrections(connection, batch.corrections());
                            addUndecoded(connection, batch.undecoded());
                            remember(connection, batch.positions());
                            return new Written(added, removed);
                        });
        knownModels.addAll(models);
        return written;
    }

    private static IncomingDocument better(IncomingDocument first, IncomingDocument second) {
        return first.rank().compareTo(second.rank()) > 0 ? first : second;
    }

    /**
     * Takes those out of the store that a new one beats, and those out of the new ones that lose.
     */
    private static List<Long> removeBeaten(
            DuckDBConnection connection, Map<IncomingDocument.Key, IncomingDocument> best)
            throws SQLException {
        List<Long> removed = new ArrayList<>();
        if (best.isEmpty()) {
            return removed;
        }
        String hashes =
                best.keySet().stream()
                        .map(key -> Long.toString(key.hash()))
                        .collect(Collectors.joining(","));
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT seq, document_type, document_id, epoch_ms(time),"
                                        + " source_offset, generation, \"offset\" FROM documents"
                                        + " WHERE key_hash IN ("
                                        + hashes
                                        + ")")) {
            while (rows.next()) {
                IncomingDocument.Key key =
                        new IncomingDocument.Key(rows.getString(2), rows.getString(3));
                IncomingDocument rival = best.get(key);
                if (rival == null) {
                    continue;
                }
                Rank stored =
                        new Rank(rows.getLong(4), rows.getLong(5), rows.getInt(6), rows.getLong(7));
                if (stored.compareTo(rival.rank()) > 0) {
                    best.remove(key);
                } else {
                    removed.add(rows.getLong(1));
                }
            }
        }
        remove(connection, removed);
        return removed;
    }

    static void remove(DuckDBConnection connection, List<Long> seqs) throws SQLException {
        if (seqs.isEmpty()) {
            return;
        }
        String list = seqs.stream().map(seq -> Long.toString(seq)).collect(Collectors.joining(","));
        try (Statement statement = connection.createStatement()) {
            for (String table : List.of("documents", "records", "entities")) {
                statement.execute("DELETE FROM " + table + " WHERE seq IN (" + list + ")");
            }
        }
    }

    /** The names of those that were not known; they are once the transaction has ended well. */
    private Set<String> addModels(DuckDBConnection connection, Iterable<IncomingDocument> documents)
            throws SQLException {
        Map<String, Provenance> fresh = new HashMap<>();
        for (IncomingDocument document : documents) {
            for (Provenance row : document.enriched().provenance()) {
                String name = row.task() + row.head() + row.model() + row.version() + row.digest();
                if (row.digest() != null && !knownModels.contains(name)) {
                    fresh.put(name, row);
                }
            }
        }
        for (Provenance row : fresh.values()) {
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "INSERT INTO models SELECT t.* FROM (VALUES (?, ?, ?, ?, ?, ?)) t"
                                    + " EXCEPT SELECT * FROM models")) {
                insert.setString(1, row.task());
                insert.setString(2, row.head());
                insert.setString(3, row.model());
                insert.setString(4, row.version());
                insert.setString(5, row.digest());
                insert.setString(6, row.precision());
                insert.execute();
            }
        }
        return fresh.keySet();
    }

    private static void addRejects(DuckDBConnection connection, List<IncomingReject> rejects)
            throws SQLException {
        if (rejects.isEmpty()) {
            return;
        }
        forgetFormer(connection, rejects);
        try (DuckDBAppender appender = connection.createAppender("rejects")) {
            for (IncomingReject reject : rejects) {
                IncomingReject.Facts facts = reject.facts();
                byte[] value = reject.original().value();
                appender.beginRow();
                appender.append(reject.place().topic());
                appender.append(reject.place().partition()).append(reject.place().offset());
                appender.appendEpochMicros(StoredTime.micros(reject.at()));
                appender.append(reject.type()).append(facts.reason()).append(facts.stage());
                appender.append(facts.detail()).append(facts.sourceTopic());
                appender.append(facts.sourcePartition()).append(facts.sourceOffset());
                appender.append(facts.retryable());
                appender.append(value == null ? 0L : value.length);
                appender.append(reject.original().key()).append(facts.headers()).append(value);
                appender.endRow();
            }
        }
    }

    /**
     * Letters are read in their order, so one that stands at such a place or behind it already is
     * of a topic that was made anew: shown, it would be replayed as another one.
     */
    private static void forgetFormer(DuckDBConnection connection, List<IncomingReject> rejects)
            throws SQLException {
        Map<Batch.TopicPart, Long> first = new HashMap<>();
        for (IncomingReject reject : rejects) {
            Place place = reject.place();
            first.merge(
                    new Batch.TopicPart(place.topic(), place.partition()),
                    place.offset(),
                    Math::min);
        }
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "DELETE FROM rejects WHERE topic = ? AND \"partition\" = ? AND \"offset\""
                                + " >= ?")) {
            for (Map.Entry<Batch.TopicPart, Long> from : first.entrySet()) {
                delete.setString(1, from.getKey().topic());
                delete.setInt(2, from.getKey().partition());
                delete.setLong(3, from.getValue());
                delete.execute();
            }
        }
    }

    private static void addCorrections(DuckDBConnection connection, List<Correction> corrections)
            throws SQLException {
        if (corrections.isEmpty()) {
            return;
        }
        Map<String, Correction> last = new LinkedHashMap<>();
        corrections.forEach(one -> last.put(one.id(), one));
        String ids = String.join(",", Collections.nCopies(last.size(), "?"));
        try (PreparedStatement delete =
                connection.prepareStatement(
                        "DELETE FROM corrections WHERE correction_id IN (" + ids + ")")) {
            int at = 1;
            for (String id : last.keySet()) {
                delete.setString(at++, id);
            }
            delete.execute();
        }
        try (DuckDBAppender appender = connection.createAppender("corrections")) {
            for (Correction one : last.values()) {
                appender.beginRow();
                appender.append(one.id()).appendEpochMicros(StoredTime.micros(one.at()));
                appender.append(one.who()).append(one.documentType()).append(one.documentId());
                appender.append(one.task()).append(one.head().head());
                appender.append(one.head().model()).append(one.head().version());
                appender.append(one.given()).append(one.right()).append(one.agreed());
                if (one.span() == null) {
                    appender.appendNull().appendNull().appendNull();
                } else {
                    appender.append(one.span().field());
                    appender.append(one.span().start()).append(one.span().end());
                }
                appender.append(one.note()).append(one.place().topic());
                appender.append(one.place().partition()).append(one.place().offset());
                appender.endRow();
            }
        }
    }

    private static void addUndecoded(DuckDBConnection connection, List<Batch.Undecoded> undecoded)
            throws SQLException {
        if (undecoded.isEmpty()) {
            return;
        }
        try (DuckDBAppender appender = connection.createAppender("undecoded")) {
            for (Batch.Undecoded one : undecoded) {
                appender.beginRow();
                appender.append(one.place().topic());
                appender.append(one.place().partition()).append(one.place().offset());
                appender.appendEpochMicros(StoredTime.micros(one.at())).append(one.problem());
                appender.endRow();
            }
        }
    }

    private static void remember(DuckDBConnection connection, Map<Batch.TopicPart, Long> positions)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO followed VALUES (?, ?, ?)")) {
            for (Map.Entry<Batch.TopicPart, Long> position : positions.entrySet()) {
                insert.setString(1, position.getKey().topic());
                insert.setInt(2, position.getKey().partition());
                insert.setLong(3, position.getValue());
                insert.execute();
            }
        }
    }
}
