package io.runnel.jobs.database;

import io.runnel.jobs.options.DatabaseSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/** Connects to a database with the password of this machine, which is read each time. */
public final class DatabaseLogin {
    static final String VARIABLE = "DATABASE_PASSWORD";
    private static final String DRIVER = "org.postgresql.Driver";

    private DatabaseLogin() {}

    /**
     * A new connection. The URL may say other times.
     *
     * @throws IllegalStateException if this process has no driver, or the password cannot be read
     */
    public static Connection connect(DatabaseSettings database) throws SQLException {
        try {
            Class.forName(DRIVER);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(
                    "PostgreSQL's driver, "
                            + DRIVER
                            + ", is not in this process. Put its jar into Flink's lib/ on every"
                            + " machine (docs/database.md), or leave database.url out.",
                    e);
        }
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        String password = password(database.passwordFile(), System.getenv());
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("ApplicationName", "runnel");
        properties.setProperty("connectTimeout", "10");
        // Shorter than the 180 s that Flink gives a task to be cancelled in.
        properties.setProperty("socketTimeout", "90");
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(database.url(), properties);
    }

    /** The password, if there is one; the file comes before the variable. */
    static String password(String file, Map<String, String> environment) {
        if (file == null) {
            return environment.get(VARIABLE);
        }
        try {
            return Files.readString(Path.of(file)).stripTrailing();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The password of the database cannot be read from "
                            + file
                            + " on this machine: "
                            + e
                            + ". Put it there on every TaskManager and where the job is submitted,"
                            + " or set database.password-file.",
                    e);
        }
    }
}
