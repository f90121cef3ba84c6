package io.runnel.jobs.database;

import io.runnel.jobs.command.database.Migrations;
import io.runnel.jobs.options.DatabaseSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * A real PostgreSQL in a process of its own. Its programs come with a library; where root runs the
 * test, that library starts them in a user namespace, since PostgreSQL refuses root.
 */
public final class TestPostgres implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path folder;
    private final int port;
    private EmbeddedPostgres server;

    private TestPostgres(Path folder) {
        this.folder = folder.resolve("postgres");
        this.server = start(this.folder, 0);
        this.port = server.getPort();
    }

    /** Starts it with its files in this folder. */
    public static TestPostgres start(Path folder) {
        return new TestPostgres(folder);
    }

    /** The same with the tables of this release. */
    public static TestPostgres migrated(Path folder) {
        TestPostgres postgres = start(folder);
        Migrations.run(postgres.settings());
        return postgres;
    }

    public String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    public DatabaseSettings settings() {
        return new DatabaseSettings(url(), "postgres", null, 50, Duration.ofMinutes(1));
    }

    /** Goes away as a server does that is restarted. */
    public void stop() throws IOException {
        server.close();
    }

    /** Comes back with what it had. */
    public void startAgain() {
        server = start(folder, port);
    }

    public Connection connect() throws SQLException {
        return DatabaseLogin.connect(settings());
    }

    /** Does this. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of an answer, each as its values with bars between them. */
    public List<String> rows(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                StringJoiner row = new StringJoiner("|");
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row.toString());
            }
            return rows;
        }
    }

    /** The only value of an answer. */
    public String value(String sql) throws SQLException {
        List<String> rows = rows(sql);
        if (rows.size() != 1) {
            throw new IllegalStateException("Expected one row of '" + sql + "', found " + rows);
        }
        return rows.get(0);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static EmbeddedPostgres start(Path folder, int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setPGStartupWait(PATIENCE)
                    .setServerConfig("fsync", "off")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
