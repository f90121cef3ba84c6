package io.runnel.jobs.database;

import io.runnel.jobs.command.database.Migrations;
import io.runnel.jobs.local.TemporaryFolder;
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
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real PostgreSQL in a process of its own, for all tests of a class, or in a folder of a test's
 * own. Its programs come with a library; where root runs the test, that library starts them in a
 * user namespace, since PostgreSQL refuses root.
 */
public final class TestPostgres implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Consumer<TestPostgres> atFirst;
    private final Map<String, String> configuration;
    private TemporaryFolder temporary;
    private Path folder;
    private int port;
    private EmbeddedPostgres server;

    private TestPostgres(Consumer<TestPostgres> atFirst, Map<String, String> configuration) {
        this.atFirst = atFirst;
        this.configuration = configuration;
    }

    /** One that starts before the tests of a class and is gone after them. */
    public static TestPostgres empty() {
        return new TestPostgres(postgres -> {}, Map.of());
    }

    /** The same with the tables of this release. */
    public static TestPostgres migrated() {
        return new TestPostgres(postgres -> Migrations.run(postgres.settings()), Map.of());
    }

    /** Starts one with its files in this folder. */
    public static TestPostgres start(Path folder) {
        return start(folder, Map.of());
    }

    /** The same with settings of the server. */
    static TestPostgres start(Path folder, Map<String, String> configuration) {
        TestPostgres postgres = new TestPostgres(started -> {}, configuration);
        postgres.open(folder);
        return postgres;
    }

    private void open(Path parent) {
        folder = parent.resolve("postgres");
        startAgain();
        port = server.getPort();
    }

    @Override
    public void beforeAll(ExtensionContext tests) {
        temporary = TemporaryFolder.create("runnel-test-postgres-");
        open(temporary.path());
        atFirst.accept(this);
    }

    @Override
    public void afterAll(ExtensionContext tests) throws IOException {
        try {
            close();
        } finally {
            temporary.close();
        }
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
        try {
            EmbeddedPostgres.Builder builder =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(folder)
                            .setCleanDataDirectory(false)
                            .setPort(port)
                            .setPGStartupWait(PATIENCE)
                            .setServerConfig("fsync", "off");
            configuration.forEach(builder::setServerConfig);
            server = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        if (server != null) {
            server.close();
        }
    }
}
