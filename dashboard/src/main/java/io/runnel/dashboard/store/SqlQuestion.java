package io.runnel.dashboard.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * SQL that somebody typed, as far as it reads: what runs is not the text but the tree that the
 * database parsed it to, and it makes trees of single SELECT statements only. It runs in a
 * transaction that cannot write, on a database that reaches no file, for a limited time, and gives
 * a limited answer.
 */
public final class SqlQuestion {
    /** Most rows and most time that anybody may ask for. */
    public static final int MOST_ROWS = 10_000;

    public static final int MOST_MS = 30_000;
    private static final int MOST_CHARS = 20_000;
    private static final long MOST_ANSWER_CHARS = 16_000_000;

    /** Files, other databases, and SQL in texts: refused by name, and by the database besides. */
    private static final Pattern REFUSED =
            Pattern.compile(
                    "read_.*|.*_scan|.*_scan_.*|glob|sniff_.*|parquet_.*|query|query_table|getenv"
                            + "|which_secret|duckdb_secrets|json_execute_serialized_sql"
                            + "|pragma_.*|force_checkpoint|checkpoint|.*_attach|load_.*"
                            + "|sql_auto_complete|from_substrait.*|write_.*|nextval");

    private static final ScheduledExecutorService WATCH =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "runnel-dashboard-sql-watch");
                        thread.setDaemon(true);
                        return thread;
                    });

    private final Store store;

    public SqlQuestion(Store store) {
        this.store = store;
    }

    /** The question is none that is answered; the message says why. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    /** Takes the rows of an answer. */
    private interface Rows {
        void columns(ArrayNode columns);

        /** Tells whether it takes more. */
        boolean row(ArrayNode row);
    }

    /**
     * Answers as one JSON object.
     *
     * @throws Refused if it is no single SELECT statement, is wrong, or takes too long
     */
    public ObjectNode answer(String sql, int limit, int timeoutMs) {
        long started = System.nanoTime();
        ObjectNode answer = JsonRows.object();
        ArrayNode rows = answer.arrayNode();
        answer.put("truncated", false);
        stream(
                sql,
                limit,
                timeoutMs,
                new Rows() {
                    private long chars;

                    @Override
                    public void columns(ArrayNode columns) {
                        answer.set("columns", columns);
                    }

                    @Override
                    public boolean row(ArrayNode row) {
                        chars += row.toString().length();
                        if (rows.size() == limit || chars > MOST_ANSWER_CHARS) {
                            answer.put("truncated", true);
                            return false;
                        }
                        rows.add(row);
                        return true;
                    }
                });
        answer.set("rows", rows);
        answer.put("elapsed_ms", (System.nanoTime() - started) / 1_000_000);
        return answer;
    }

    private void stream(String sql, int limit, int timeoutMs, Rows rows) {
        try {
            store.read(
                    "answer a question in SQL",
                    connection -> {
                        String plain = plain(connection, sql);
                        execute(connection, "BEGIN TRANSACTION READ ONLY");
                        try {
                            String first = asked(plain) + " LIMIT " + (limit + 1);
                            run(connection, AnswerBound.of(connection, first), timeoutMs, rows);
                        } finally {
                            execute(connection, "ROLLBACK");
                        }
                        return null;
                    });
        } catch (StoreFailure e) {
            throw e.getCause() instanceof SQLException failure ? refused(failure, timeoutMs) : e;
        }
    }

    static Refused refused(SQLException failure, int timeoutMs) {
        String message = String.valueOf(failure.getMessage());
        return new Refused(
                message.contains("INTERRUPT")
                        ? "The query took longer than "
                                + timeoutMs
                                + " ms and was stopped. Ask for less, or for more time (at most "
                                + MOST_MS
                                + " ms)."
                        : message);
    }

    String plain(String sql) {
        return store.read("parse a question in SQL", connection -> plain(connection, sql));
    }

    /**
     * The statement, written anew from the tree that the database parsed it to, if it is one that
     * only reads. Inside of {@code query(…)} it is a part of the outer statement: its transaction
     * holds, and it can be stopped.
     */
    private static String plain(Connection connection, String sql) throws SQLException {
        if (sql.length() > MOST_CHARS) {
            throw new Refused(
                    "The SQL is too long; expected at most " + MOST_CHARS + " characters.");
        }
        try (PreparedStatement write =
                connection.prepareStatement("SELECT json_deserialize_sql(?::JSON)")) {
            write.setString(1, tree(connection, sql));
            try (ResultSet rows = write.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static String tree(Connection connection, String sql) throws SQLException {
        String tree;
        try (PreparedStatement parse =
                connection.prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
            parse.setString(1, sql);
            try (ResultSet rows = parse.executeQuery()) {
                rows.next();
                tree = rows.getString(1);
            }
        }
        JsonNode parsed;
        try {
            parsed = JsonRows.parse(tree);
        } catch (StoreFailure e) {
            throw new Refused(
                    "The statement is nested too deeply; expected at most some hundred levels.");
        }
        if (parsed.path("error").asBoolean(true)) {
            throw new Refused(
                    "Only one SELECT statement is answered: "
                            + parsed.path("error_message").asText("it cannot be parsed"));
        }
        if (parsed.path("statements").size() != 1) {
            throw new Refused(
                    "Only one SELECT statement is answered; found "
                            + parsed.path("statements").size()
                            + ".");
        }
        refuseFunctions(parsed);
        return tree;
    }

    private static void refuseFunctions(JsonNode node) {
        String name = node.path("function_name").asText("").toLowerCase(Locale.ROOT);
        if (REFUSED.matcher(name).matches()) {
            throw new Refused("The function '" + name + "' is not allowed here.");
        }
        node.forEach(SqlQuestion::refuseFunctions);
    }

    /** The rows of a {@link #plain} statement. */
    static String asked(String plain) {
        return "SELECT * FROM query('" + plain.replace("'", "''") + "')";
    }

    private static void run(Connection connection, String sql, int timeoutMs, Rows rows)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Future<?> stop = stopAfter(timeoutMs, statement);
            try (ResultSet found = statement.executeQuery(sql)) {
                hand(found, rows);
            } finally {
                stop.cancel(false);
            }
        }
    }

    /** Stops a statement after its time, unless this is cancelled before. */
    static Future<?> stopAfter(int timeoutMs, Statement statement) {
        return WATCH.schedule(() -> cancel(statement), timeoutMs, TimeUnit.MILLISECONDS);
    }

    private static void cancel(Statement statement) {
        try {
            statement.cancel();
        } catch (SQLException e) {
            // It has ended by itself.
            return;
        }
    }

    private static void hand(ResultSet found, Rows rows) throws SQLException {
        ResultSetMetaData meta = found.getMetaData();
        ArrayNode columns = JsonRows.object().arrayNode();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.addObject()
                    .put("name", meta.getColumnLabel(i))
                    .put("type", meta.getColumnTypeName(i));
        }
        rows.columns(columns);
        boolean more = true;
        while (more && found.next()) {
            ArrayNode row = columns.arrayNode();
            for (int i = 1; i <= meta.getColumnCount(); i++) {
                row.add(JsonRows.exact(JsonRows.value(found, i)));
            }
            more = rows.row(row);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
