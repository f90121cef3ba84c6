package io.runnel.jobs.database;

import io.runnel.jobs.options.DatabaseSettings;
import java.security.cert.CertificateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that waits for a database that is away, for as long as the settings say. A refusal
 * that waiting does not mend, such as a wrong password or a certificate that nobody trusts, fails
 * at once.
 */
final class PatientConnection implements JdbcConnectionProvider {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(PatientConnection.class);
    private static final int VALIDATION_SECONDS = 5;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final DatabaseSettings database;
    private transient Connection connection;

    PatientConnection(DatabaseSettings database) {
        this.database = database;
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public boolean isConnectionValid() throws SQLException {
        return connection != null && connection.isValid(VALIDATION_SECONDS);
    }

    @Override
    public Connection getOrEstablishConnection() throws SQLException {
        if (!isConnectionValid()) {
            closeConnection();
            connection = establish();
        }
        return connection;
    }

    @Override
    public Connection reestablishConnection() throws SQLException {
        closeConnection();
        connection = establish();
        return connection;
    }

    @Override
    public void closeConnection() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("A connection to {} was broken before it was closed.", database.url(), e);
        }
        connection = null;
    }

    @Override
    public void close() {
        closeConnection();
    }

    private Connection establish() throws SQLException {
        long deadline = System.nanoTime() + database.longestOutage().toNanos();
        boolean waited = false;
        while (true) {
            try {
                Connection established = DatabaseLogin.connect(database);
                if (waited) {
                    LOG.info("{} answers again.", database.url());
                }
                return established;
            } catch (SQLException e) {
                if (!mayMend(e) || isUntrusted(e) || System.nanoTime() - deadline >= 0) {
                    throw e;
                }
                if (!waited) {
                    LOG.warn(
                            "{} does not answer: {} It is asked again for {} (database.longest-outage).",
                            database.url(),
                            e.getMessage(),
                            database.longestOutage());
                }
                waited = true;
                pause(e);
            }
        }
    }

    /**
     * It cannot be reached (08), is starting or stopping (57P), or has no room for one more (53).
     */
    private static boolean mayMend(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
    }

    /** The server's certificate is not one that this process was told to trust. */
    private static boolean isUntrusted(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    private static void pause(SQLException cause) throws SQLException {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("Waiting for the database was interrupted.", cause);
        }
    }
}
