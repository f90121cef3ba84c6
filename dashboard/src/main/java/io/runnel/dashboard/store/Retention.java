package io.runnel.dashboard.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * How much is kept: what is older, or more than so many, is taken out of the store, the oldest
 * first, and counted in the same transaction ({@link TakenOut}). Kafka keeps what it keeps.
 *
 * @param age of documents, dead letters and what could not be read; {@code null} for any
 * @param documents most of them; {@code null} for any number
 * @param rejects most dead letters, and most of what could not be read; {@code null} for any number
 */
public record Retention(Duration age, Long documents, Long rejects) {
    /** How many are taken out of each table at a time, so that nobody waits long for the writer. */
    public static final int PORTION = 20_000;

    private static final List<TakenOut.Kind> OTHERS =
            List.of(TakenOut.Kind.REJECTS, TakenOut.Kind.UNDECODED);

    /** Everything is kept. */
    public static final Retention EVERYTHING = new Retention(null, null, null);

    /**
     * What was taken out.
     *
     * @param documents their numbers
     * @param isAll whether nothing else is to be taken out now
     */
    public record Portion(List<Long> documents, boolean isAll) {}

    /** Takes a portion of what is too old or too much out. */
    public Portion apply(Store store, Clock clock) {
        LocalDateTime oldest =
                age == null
                        ? LocalDateTime.of(1, 1, 1, 0, 0)
                        : LocalDateTime.ofInstant(clock.instant().minus(age), ZoneOffset.UTC);
        List<Long> surplus = surplus(store, oldest);
        int others =
                store.read(
                        "find old dead letters",
                        connection -> {
                            int most = 0;
                            for (TakenOut.Kind kind : OTHERS) {
                                most = Math.max(most, surplus(connection, kind, oldest));
                            }
                            return most;
                        });
        if (!surplus.isEmpty() || others > 0) {
            store.write(
                    "take out what is no longer kept",
                    connection -> {
                        TakenOut.noteDocuments(connection, surplus);
                        BatchWriter.remove(connection, surplus);
                        for (TakenOut.Kind kind : OTHERS) {
                            int rows = surplus(connection, kind, oldest);
                            TakenOut.removeOldest(connection, kind, rows);
                        }
                        return surplus;
                    });
        }
        return new Portion(surplus, Math.max(surplus.size(), others) < PORTION);
    }

    private List<Long> surplus(Store store, LocalDateTime oldest) {
        return store.read(
                "find old documents",
                connection -> {
                    long tooMany = tooMany(connection, TakenOut.Kind.DOCUMENTS, documents);
                    List<Long> seqs = new ArrayList<>();
                    try (PreparedStatement statement =
                            connection.prepareStatement(
                                    "SELECT seq FROM (SELECT seq, time, row_number() OVER (ORDER BY"
                                            + " time, seq) AS place FROM documents) WHERE time < ? OR"
                                            + " place <= ? LIMIT "
                                            + PORTION)) {
                        statement.setObject(1, oldest);
                        statement.setLong(2, tooMany);
                        try (ResultSet rows = statement.executeQuery()) {
                            while (rows.next()) {
                                seqs.add(rows.getLong(1));
                            }
                        }
                    }
                    return seqs;
                });
    }

    /** How many of the oldest rows are too old or too many, up to a portion. */
    private int surplus(Connection connection, TakenOut.Kind kind, LocalDateTime oldest)
            throws SQLException {
        long tooMany = tooMany(connection, kind, rejects);
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT count(*) FROM " + kind.table() + " WHERE time < ?")) {
            statement.setObject(1, oldest);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return (int) Math.min(PORTION, Math.max(tooMany, rows.getLong(1)));
            }
        }
    }

    private static long tooMany(Connection connection, TakenOut.Kind kind, Long most)
            throws SQLException {
        return most == null
                ? 0
                : Math.max(
                        0, Store.number(connection, "SELECT count(*) FROM " + kind.table()) - most);
    }
}
