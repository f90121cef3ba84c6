package io.runnel.dashboard.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;

/**
 * The database: one writer, several readers, and no way from it to any file but its own and its
 * exports. No statement, whoever wrote it, can read another file, load an extension or change that:
 * external access is off and the configuration is locked before the first question is asked.
 */
public final class Store implements AutoCloseable {
    private static final int READERS = 6;
    private static final int STREAMS = 3;

    /** What an export is called while it is written. */
    private static final Pattern EXPORT =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.(csv|jsonl|parquet)");

    private final StoreSettings settings;
    private final DuckDBConnection writer;
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final Semaphore readers = new Semaphore(READERS, true);
    private final Deque<Connection> idleStreams;
    private final Semaphore streams = new Semaphore(STREAMS, true);
    private final AtomicLong changes = new AtomicLong();
    private long nextSeq;
    private boolean closed;

    private Store(StoreSettings settings, DuckDBConnection writer, Deque<Connection> streams)
            throws SQLException {
        this.settings = settings;
        this.writer = writer;
        this.idleStreams = streams;
        this.nextSeq = number(writer, "SELECT coalesce(max(seq), 0) + 1 FROM documents");
    }

    /**
     * Opens the store, and makes what is missing of it.
     *
     * @throws StoreFailure if another process has it open, or another version has written it
     */
    public static Store open(StoreSettings settings) {
        try {
            Files.createDirectories(settings.exports());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Folder " + settings.folder() + " cannot be used for the store.", e);
        }
        DuckDBConnection connection = null;
        try {
            connection =
                    (DuckDBConnection)
                            DriverManager.getConnection("jdbc:duckdb:" + settings.database());
            removeOldExports(settings.exports());
            prepare(connection, settings);
            return new Store(settings, connection, streams(connection));
        } catch (SQLException e) {
            closeQuietly(connection);
            throw new StoreFailure(
                    "open "
                            + settings.database()
                            + " (is another dashboard running on it? Name another folder with"
                            + " --data, or stop that one)",
                    e);
        } catch (StoreFailure | UncheckedIOException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    private static void prepare(DuckDBConnection connection, StoreSettings settings)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : Schema.STATEMENTS) {
                statement.execute(sql);
            }
            statement.execute(
                    "INSERT OR IGNORE INTO facts VALUES ('schema', '" + Schema.VERSION + "')");
            try (ResultSet rows =
                    statement.executeQuery("SELECT value FROM facts WHERE name = 'schema'")) {
                rows.next();
                if (!rows.getString(1).equals(Integer.toString(Schema.VERSION))) {
                    throw new StoreFailure(
                            settings.database()
                                    + " was written with schema "
                                    + rows.getString(1)
                                    + "; this version reads "
                                    + Schema.VERSION
                                    + ". Name an empty folder with --data: it is filled again from"
                                    + " Kafka.");
                }
            }
            statement.execute("SET autoinstall_known_extensions = false");
            statement.execute("SET autoload_known_extensions = false");
            statement.execute("SET memory_limit = '" + settings.memoryMib() + "MiB'");
            statement.execute("SET max_temp_directory_size = '4GiB'");
            statement.execute(
                    "SET allowed_directories = ['"
                            + settings.exports().toAbsolutePath().toString().replace("'", "''")
                            + "']");
            statement.execute("SET enable_external_access = false");
        }
    }

    /** Connections that stream, which is part of the configuration; then that is locked. */
    private static Deque<Connection> streams(DuckDBConnection connection) throws SQLException {
        Deque<Connection> streams = new ArrayDeque<>();
        for (int i = 0; i < STREAMS; i++) {
            Connection stream = connection.duplicate();
            JsonRows.run(stream, "SET SESSION jdbc_stream_results = true", List.of());
            streams.push(stream);
        }
        JsonRows.run(connection, "SET lock_configuration = true", List.of());
        return streams;
    }

    /**
     * Those of a process that is gone: nobody else has the store now. Other files are left alone.
     */
    private static void removeOldExports(Path exports) {
        try (var files = Files.newDirectoryStream(exports)) {
            for (Path file : files) {
                if (EXPORT.matcher(file.getFileName().toString()).matches()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Old exports in " + exports + " cannot be removed.", e);
        }
    }

    /** Something that is done with a connection. */
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** Something that is written, all of it or nothing. */
    interface Writing<T> {
        T with(DuckDBConnection connection) throws SQLException;
    }

    /** Reads; as many readers as there are connections read at the same time. */
    public <T> T read(String what, Work<T> work) {
        return read(what, work, readers, idle);
    }

    /**
     * Reads without holding more of an answer than its next rows. An error before the first row has
     * no message that tells what it is: the driver loses it.
     */
    <T> T stream(String what, Work<T> work) {
        return read(what, work, streams, idleStreams);
    }

    private <T> T read(String what, Work<T> work, Semaphore allowed, Deque<Connection> from) {
        allowed.acquireUninterruptibly();
        Connection connection = null;
        try {
            connection = take(from);
            return work.with(connection);
        } catch (SQLException e) {
            throw new StoreFailure(what, e);
        } finally {
            giveBack(connection, from);
            allowed.release();
        }
    }

    /** Reads one state of the store, whatever is written meanwhile; what it makes is gone after. */
    <T> T readOneState(String what, Work<T> work) {
        return read(
                what,
                connection -> {
                    JsonRows.run(connection, "BEGIN TRANSACTION", List.of());
                    try {
                        return work.with(connection);
                    } finally {
                        JsonRows.run(connection, "ROLLBACK", List.of());
                    }
                });
    }

    /** Writes in one transaction, alone. */
    synchronized <T> T write(String what, Writing<T> work) {
        if (closed) {
            throw new StoreFailure("The store is closed; it could not " + what + ".");
        }
        try {
            execute("BEGIN TRANSACTION");
            boolean done = false;
            try {
                T result = work.with(writer);
                execute("COMMIT");
                done = true;
                changes.incrementAndGet();
                return result;
            } finally {
                if (!done) {
                    execute("ROLLBACK");
                }
            }
        } catch (SQLException e) {
            throw new StoreFailure(what, e);
        }
    }

    /** A number that grows with every transaction: equal numbers, equal content. */
    public long changes() {
        return changes.get();
    }

    /** The next number of a document; the caller holds the writer. */
    synchronized long takeSeq() {
        return nextSeq++;
    }

    public StoreSettings settings() {
        return settings;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection take(Deque<Connection> from) throws SQLException {
        synchronized (idle) {
            if (closed) {
                throw new SQLException("it is closed");
            }
            Connection connection = from.poll();
            return connection == null ? writer.duplicate() : connection;
        }
    }

    private void giveBack(Connection connection, Deque<Connection> to) {
        if (connection == null) {
            return;
        }
        synchronized (idle) {
            if (!closed) {
                to.push(connection);
                return;
            }
        }
        closeQuietly(connection);
    }

    static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void closeQuietly(Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // There is nothing left to do with it.
                return;
            }
        }
    }

    @Override
    public synchronized void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(Store::closeQuietly);
            idle.clear();
            idleStreams.forEach(Store::closeQuietly);
            idleStreams.clear();
        }
        closeQuietly(writer);
    }
}
