package io.runnel.dashboard.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.search.TextIndex;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.Future;

/** Tables as files: row by row, so that a large one takes no more memory than a small one. */
public final class Export {
    /** Where an answer waits to be written; gone when that is done. */
    private static final String ANSWER = "temp.main.exported_answer";

    private final Store store;
    private final TextIndex index;

    public Export(Store store, TextIndex index) {
        this.store = store;
        this.index = index;
    }

    /** What a file looks like. */
    public enum Format {
        CSV("text/csv; charset=utf-8"),
        JSONL("application/x-ndjson"),
        PARQUET("application/vnd.apache.parquet");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        public String mediaType() {
            return mediaType;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Format> of(String label) {
            return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
        }
    }

    /** Also those about documents that are no longer kept. */
    private static final String ALL_CORRECTIONS = "SELECT * FROM corrections c ORDER BY c.time";

    /** What can be exported. */
    public enum Table {
        DOCUMENTS("SELECT * EXCLUDE (key_hash) FROM documents d WHERE %s ORDER BY d.time, d.seq"),
        ENTITIES(
                "SELECT * EXCLUDE (entity_key, first_of_document) FROM entities e WHERE e.seq IN (SELECT d.seq FROM"
                        + " documents d WHERE %s) ORDER BY e.time, e.seq"),
        REJECTS(
                "SELECT * EXCLUDE (original, message_key), base64(original) AS original_base64"
                        + " FROM rejects r WHERE %s ORDER BY r.time"),
        CORRECTIONS(
                "SELECT * FROM corrections c WHERE EXISTS (SELECT 1 FROM documents d WHERE"
                        + " d.document_type = c.document_type AND d.document_id = c.document_id AND"
                        + " %s) ORDER BY c.time");

        private final String sql;

        Table(String sql) {
            this.sql = sql;
        }

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Table> of(String label) {
            return Arrays.stream(values()).filter(one -> one.label().equals(label)).findFirst();
        }
    }

    /** Opens where a file goes, once it is clear that there will be one. */
    public interface Target {
        OutputStream open();
    }

    /** Writes the rows of a table that belong to the documents of a filter. */
    public void table(Table table, Filter filter, Format format, Target target) {
        store.stream(
                "export " + table.label(),
                connection -> {
                    Condition condition =
                            table == Table.REJECTS
                                    ? Condition.ofRejects(filter)
                                    : Condition.of(filter, index, connection);
                    write(
                            connection,
                            table == Table.CORRECTIONS && filter.isAll()
                                    ? ALL_CORRECTIONS
                                    : table.sql.formatted(condition.sql()),
                            condition.parameters(),
                            format,
                            target);
                    return null;
                });
    }

    /**
     * Writes the whole answer to a question in SQL. It is found before its first row is written, so
     * that its time is none that the client takes.
     */
    public void sql(String sql, int timeoutMs, Format format, Target target) {
        try {
            String plain = new SqlQuestion(store).plain(sql);
            store.stream(
                    "export an answer",
                    connection -> {
                        try {
                            find(connection, plain, timeoutMs);
                            String found = "SELECT * FROM " + ANSWER + " ORDER BY rowid";
                            write(connection, found, List.of(), format, target);
                        } finally {
                            JsonRows.run(connection, "DROP TABLE IF EXISTS " + ANSWER, List.of());
                        }
                        return null;
                    });
        } catch (StoreFailure e) {
            throw e.getCause() instanceof SQLException failure
                    ? SqlQuestion.refused(failure, timeoutMs)
                    : e;
        }
    }

    private static void find(Connection connection, String plain, int timeoutMs)
            throws SQLException {
        String rows = AnswerBound.of(connection, SqlQuestion.asked(plain));
        try (Statement statement = connection.createStatement()) {
            Future<?> stop = SqlQuestion.stopAfter(timeoutMs, statement);
            try {
                statement.execute("CREATE OR REPLACE TEMP TABLE " + ANSWER + " AS " + rows);
            } finally {
                stop.cancel(false);
            }
        }
    }

    private void write(
            Connection connection,
            String sql,
            List<Object> parameters,
            Format format,
            Target target)
            throws SQLException {
        if (format == Format.PARQUET) {
            parquet(
                    target,
                    name -> {
                        try (PreparedStatement copy =
                                connection.prepareStatement(copying(sql, name))) {
                            JsonRows.bind(copy, parameters);
                            copy.execute();
                        }
                    });
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            JsonRows.bind(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                RowWriter writer = new RowWriter(format, target);
                ResultSetMetaData meta = rows.getMetaData();
                ArrayNode columns = JsonRows.object().arrayNode();
                for (int i = 1; i <= meta.getColumnCount(); i++) {
                    columns.addObject().put("name", meta.getColumnLabel(i));
                }
                writer.columns(columns);
                while (rows.next()) {
                    ArrayNode row = columns.arrayNode();
                    for (int i = 1; i <= meta.getColumnCount(); i++) {
                        row.add(JsonRows.value(rows, i));
                    }
                    writer.row(row);
                }
                writer.close();
            }
        }
    }

    /** Lets the database write a file of this name. */
    private interface Copying {
        void to(String name) throws SQLException;
    }

    private static String copying(String sql, String name) {
        return "COPY (" + sql + ") TO '" + name.replace("'", "''") + "' (FORMAT parquet)";
    }

    /** The database writes the file itself, into the one folder that it may write. */
    private void parquet(Target target, Copying copying) throws SQLException {
        Path file = store.settings().exports().resolve(UUID.randomUUID() + ".parquet");
        try {
            try {
                copying.to(file.toAbsolutePath().toString());
                try (OutputStream out = target.open()) {
                    Files.copy(file, out);
                }
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The file could not be handed over.", e);
        }
    }

    /** Rows as text. */
    private static final class RowWriter {
        private final Format format;
        private final Target target;
        private ArrayNode columns;
        private OutputStream out;

        RowWriter(Format format, Target target) {
            this.format = format;
            this.target = target;
        }

        void columns(ArrayNode names) {
            columns = names;
            out = target.open();
            if (format == Format.CSV) {
                StringJoiner line = new StringJoiner(",");
                names.forEach(column -> line.add(CsvCell.of(column.get("name"))));
                say(line + "\r\n");
            }
        }

        void row(ArrayNode row) {
            if (format == Format.CSV) {
                StringJoiner line = new StringJoiner(",");
                row.forEach(value -> line.add(CsvCell.of(value)));
                say(line + "\r\n");
            } else {
                ObjectNode object = JsonRows.object();
                for (int i = 0; i < row.size(); i++) {
                    JsonNode value = row.get(i);
                    object.set(columns.get(i).get("name").asText(), value);
                }
                say(object + "\n");
            }
        }

        private void say(String text) {
            try {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("The client went away.", e);
            }
        }

        void close() {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException("The client went away.", e);
            }
        }
    }
}
