package io.runnel.jobs.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalInt;

/** The schema {@code runnel} of a database, and which version of it this release writes to. */
public final class DatabaseSchema {
    /** The newest migration of this release. */
    public static final int VERSION = 5;

    public static final String NAME = "runnel";
    public static final String HISTORY = "schema_history";

    private DatabaseSchema() {}

    /** The version that a database has; nothing where it was never migrated. */
    public static OptionalInt version(Connection connection) throws SQLException {
        String history = NAME + "." + HISTORY;
        try (Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("SELECT to_regclass('" + history + "') IS NOT NULL")) {
                found.next();
                if (!found.getBoolean(1)) {
                    return OptionalInt.empty();
                }
            }
            try (ResultSet newest =
                    statement.executeQuery(
                            "SELECT max(version::integer) FROM " + history + " WHERE success")) {
                newest.next();
                int version = newest.getInt(1);
                return newest.wasNull() ? OptionalInt.empty() : OptionalInt.of(version);
            }
        }
    }
}
