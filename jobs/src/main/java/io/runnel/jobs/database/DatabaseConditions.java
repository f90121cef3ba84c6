package io.runnel.jobs.database;

import io.runnel.jobs.options.DatabaseSettings;
import io.runnel.jobs.options.JobSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What must be true of the database before a job starts. A job makes no tables: what somebody else
 * reads is changed by somebody who knows about it.
 */
public final class DatabaseConditions {
    private DatabaseConditions() {}

    /**
     * Asks the database, if the job has one.
     *
     * @throws UnmetDatabase with what is wrong, and what to do
     */
    public static void check(JobSettings settings) {
        if (settings.database() != null) {
            check(settings.database());
        }
    }

    /** The same for the database alone. */
    public static void check(DatabaseSettings database) {
        OptionalInt version;
        try (Connection connection = DatabaseLogin.connect(database)) {
            version = DatabaseSchema.version(connection);
        } catch (SQLException e) {
            throw unreached(database, e);
        }
        fault(database.url(), version)
                .ifPresent(
                        fault -> {
                            throw new UnmetDatabase(fault, null);
                        });
    }

    /**
     * Asks only whether the database lets this user in.
     *
     * @throws UnmetDatabase with why it does not
     */
    public static void reach(DatabaseSettings database) {
        try {
            DatabaseLogin.connect(database).close();
        } catch (SQLException e) {
            throw unreached(database, e);
        }
    }

    private static UnmetDatabase unreached(DatabaseSettings database, SQLException e) {
        return new UnmetDatabase(
                "The database at "
                        + database.url()
                        + " did not take user '"
                        + database.user()
                        + "': "
                        + e.getMessage().strip()
                        + ". Check database.url (its sslmode and sslrootcert, too, where it has a"
                        + " certificate), database.user and database.password-file, that the"
                        + " database runs, and that the user may read its schema"
                        + " (docs/database.md).",
                e);
    }

    private static Optional<String> fault(String url, OptionalInt version) {
        String migrate =
                " './runnel database migrate --url " + url + "' of this release brings it there.";
        int needed = DatabaseSchema.VERSION;
        if (version.isEmpty()) {
            return Optional.of(
                    "The database at " + url + " has no tables for enriched records." + migrate);
        }
        int found = version.getAsInt();
        if (found < needed) {
            return Optional.of(
                    "The tables at %s are those of an older release: expected version %d, found %d."
                                    .formatted(url, needed, found)
                            + migrate);
        }
        if (found > needed) {
            return Optional.of(
                    ("The tables at %s are those of a newer release: expected version %d, found %d."
                                    + " Submit the jobs of that release; tables do not go back.")
                            .formatted(url, needed, found));
        }
        return Optional.empty();
    }
}
