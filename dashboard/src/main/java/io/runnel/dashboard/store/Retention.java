package io.runnel.dashboard.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * How much is kept: documents and rejects that are older, or more than so many, are taken out of
 * the store, the oldest first. Kafka keeps what it keeps.
 *
 * @param age {@code null} for any
 * @param documents most of them; {@code null} for any number
 */
public record Retention(Duration age, Long documents) {
    /** How many are taken out at a time, so that nobody waits long for the writer. */
    public static final int PORTION = 20_000;

    /** Everything is kept. */
    public static final Retention EVERYTHING = new Retention(null, null);

    /** Takes a portion of what is too old or too much out; the numbers of the documents. */
    public List<Long> apply(Store store, Clock clock) {
        if (equals(EVERYTHING)) {
            return List.of();
        }
        LocalDateTime oldest =
                age == null
                        ? LocalDateTime.of(1, 1, 1, 0, 0)
                        : LocalDateTime.ofInstant(clock.instant().minus(age), ZoneOffset.UTC);
        long most = documents == null ? Long.MAX_VALUE : documents;
        List<Long> surplus = surplus(store, oldest, most);
        if (!surplus.isEmpty() || age != null) {
            store.write(
                    "take old documents out",
                    connection -> {
                        BatchWriter.remove(connection, surplus);
                        try (PreparedStatement delete =
                                connection.prepareStatement("DELETE FROM rejects WHERE time < ?")) {
                            delete.setObject(1, oldest);
                            return delete.executeUpdate();
                        }
                    });
        }
        return surplus;
    }

    private static List<Long> surplus(Store store, LocalDateTime oldest, long most) {
        return store.read(
                "find old documents",
                connection -> {
                    long count = Store.number(connection, "SELECT count(*) FROM documents");
                    long tooMany = Math.max(0, count - most);
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
}
