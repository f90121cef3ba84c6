package io.runnel.jobs.command.database;

import io.runnel.jobs.database.DatabaseLogin;
import io.runnel.jobs.options.DatabaseSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;

/** Days that have partitions of their own, and days that are forgotten. */
public final class Partitions {
    /** Days of one transaction: a server holds so many locks only (max_locks_per_transaction). */
    private static final int PORTION = 100;

    private Partitions() {}

    /** The day in UTC, which rows are partitioned by. */
    static LocalDate today() {
        return LocalDate.now(Clock.systemUTC());
    }

    /**
     * Makes those that are missing and moves into them what came before they were there.
     *
     * @return how many tables were made
     */
    public static int make(DatabaseSettings database, DayRange days) throws SQLException {
        try (Connection connection = DatabaseLogin.connect(database);
                PreparedStatement statement =
                        connection.prepareStatement("SELECT runnel.make_partitions(?, ?)")) {
            int made = 0;
            LocalDate first = days.first();
            while (!first.isAfter(days.last())) {
                LocalDate last = first.plusDays(PORTION - 1);
                statement.setObject(1, first);
                statement.setObject(2, last.isAfter(days.last()) ? days.last() : last);
                made += number(statement);
                first = last.plusDays(1);
            }
            return made;
        }
    }

    /**
     * Forgets every day before this one.
     *
     * @return how many tables were dropped
     */
    public static int drop(DatabaseSettings database, LocalDate before) throws SQLException {
        try (Connection connection = DatabaseLogin.connect(database);
                PreparedStatement statement =
                        connection.prepareStatement("SELECT runnel.drop_days(?)")) {
            statement.setObject(1, before);
            return number(statement);
        }
    }

    private static int number(PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getInt(1);
        }
    }
}
