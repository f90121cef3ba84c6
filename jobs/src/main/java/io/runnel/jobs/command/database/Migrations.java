package io.runnel.jobs.command.database;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.database.DatabaseConditions;
import io.runnel.jobs.database.DatabaseLogin;
import io.runnel.jobs.database.DatabaseSchema;
import io.runnel.jobs.options.DatabaseSettings;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/** The migrations of this release, each of which a database gets once, in their order. */
public final class Migrations {
    private static final String LOCATION = "classpath:database/migrations";

    private Migrations() {}

    /**
     * What became of a database.
     *
     * @param applied migrations that it did not have before
     */
    public record Outcome(int version, int applied) {}

    /**
     * Runs what the database does not have yet. A migration that fails leaves nothing behind.
     *
     * @throws io.runnel.jobs.database.UnmetDatabase if the database cannot be reached
     * @throws CommandFailure if it has been changed by hand
     */
    public static Outcome run(DatabaseSettings database) {
        DatabaseConditions.reach(database);
        try {
            MigrateResult result =
                    Flyway.configure()
                            .dataSource(new LoginDataSource(database))
                            .schemas(DatabaseSchema.NAME)
                            .defaultSchema(DatabaseSchema.NAME)
                            .createSchemas(true)
                            .table(DatabaseSchema.HISTORY)
                            .locations(LOCATION)
                            .validateMigrationNaming(true)
                            .loggers("slf4j")
                            .load()
                            .migrate();
            return new Outcome(DatabaseSchema.VERSION, result.migrationsExecuted);
        } catch (FlywayException e) {
            throw new CommandFailure(
                    "The database at "
                            + database.url()
                            + " cannot be brought to version "
                            + DatabaseSchema.VERSION
                            + ": "
                            + e.getMessage().strip(),
                    e);
        }
    }

    /** Connections as jobs make them. */
    private record LoginDataSource(DatabaseSettings database) implements DataSource {
        @Override
        public Connection getConnection() throws SQLException {
            return DatabaseLogin.connect(database);
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            throw new SQLFeatureNotSupportedException("The user is that of the settings.");
        }

        @Override
        public PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(PrintWriter out) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException("There is none.");
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLException("Nothing is wrapped.");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
