package io.runnel.jobs.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.database.Migrations;
import io.runnel.jobs.options.DatabaseSettings;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A job starts only with the tables that it writes to. */
class DatabaseConditionsITCase {
    @RegisterExtension static final TestPostgres postgres = TestPostgres.empty();

    @BeforeEach
    void empty() throws SQLException {
        postgres.execute("DROP SCHEMA IF EXISTS runnel CASCADE");
    }

    @Test
    void takesTablesOfThisReleaseAndMigratesThemOnce() {
        assertThat(Migrations.run(postgres.settings()))
                .isEqualTo(new Migrations.Outcome(DatabaseSchema.VERSION, DatabaseSchema.VERSION));
        assertThat(Migrations.run(postgres.settings()).applied()).isZero();

        assertThatCode(() -> DatabaseConditions.check(postgres.settings()))
                .doesNotThrowAnyException();
    }

    @Test
    void tellsHowToMakeTablesThatAreMissing() {
        assertThatThrownBy(() -> DatabaseConditions.check(postgres.settings()))
                .isInstanceOf(UnmetDatabase.class)
                .hasMessage(
                        "The database at %1$s has no tables for enriched records. './runnel database"
                                        .formatted(postgres.url())
                                + " migrate --url %s' of this release brings it there."
                                        .formatted(postgres.url()));
    }

    @Test
    void refusesTablesOfAnOlderAndOfANewerRelease() throws SQLException {
        Migrations.run(postgres.settings());
        postgres.execute("DELETE FROM runnel.schema_history WHERE version = '5'");
        assertThatThrownBy(() -> DatabaseConditions.check(postgres.settings()))
                .hasMessageContaining("older release: expected version 5, found 4. './runnel");

        postgres.execute(
                "UPDATE runnel.schema_history SET version = '12', script = 'V12__x.sql' WHERE version = '4'");
        assertThatThrownBy(() -> DatabaseConditions.check(postgres.settings()))
                .hasMessageContaining(
                        "newer release: expected version 5, found 12. Submit the jobs of that");
        assertThatThrownBy(() -> Migrations.run(postgres.settings()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("cannot be brought to version 5");
    }

    @Test
    void tellsWhereTheDatabaseWasLookedFor() {
        DatabaseSettings nowhere =
                new DatabaseSettings(
                        "jdbc:postgresql://localhost:1/none", "me", null, 1, Duration.ZERO);
        assertThatThrownBy(() -> DatabaseConditions.check(nowhere))
                .isInstanceOf(UnmetDatabase.class)
                .hasMessageContaining(
                        "The database at jdbc:postgresql://localhost:1/none did not take user 'me'")
                .hasMessageContaining("database.url");
    }

    @Test
    void letsAWriterThatOwnsNothingWrite() throws SQLException {
        Migrations.run(postgres.settings());
        postgres.execute(
                """
                DROP ROLE IF EXISTS writer;
                CREATE ROLE writer LOGIN;
                GRANT USAGE ON SCHEMA runnel TO writer;
                GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA runnel TO writer;
                """);
        DatabaseSettings writer =
                new DatabaseSettings(postgres.url(), "writer", null, 1, Duration.ZERO);

        DatabaseConditions.check(writer);
        try (var connection = DatabaseLogin.connect(writer)) {
            Documents.put(connection, Documents.ticket("t-1", Documents.NOON, 0, "billing"));
        }

        assertThat(postgres.value("SELECT documents FROM runnel.sentiment_by_day")).isEqualTo("1");
        postgres.execute("DROP OWNED BY writer");
        postgres.execute("DROP ROLE writer");
    }
}
