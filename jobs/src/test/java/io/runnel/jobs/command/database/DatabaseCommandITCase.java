package io.runnel.jobs.command.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.command.TestTerminal;
import io.runnel.jobs.database.TestPostgres;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DatabaseCommandITCase {
    @RegisterExtension static final TestPostgres postgres = TestPostgres.empty();

    @BeforeEach
    void empty() throws SQLException {
        postgres.execute("DROP SCHEMA IF EXISTS runnel CASCADE");
    }

    @Test
    void makesTablesThatAJobCanWriteTo() {
        TestTerminal check = new TestTerminal();
        assertThat(check.run(on("check"))).isEqualTo(1);
        assertThat(check.err()).contains("has no tables").contains("./runnel database migrate");

        TestTerminal migrate = new TestTerminal();
        assertThat(migrate.run(on("migrate"))).as(migrate.err()).isZero();
        assertThat(migrate.out()).contains("version 5  5 migrations").contains("20 partitions");

        TestTerminal again = new TestTerminal();
        assertThat(again.run(on("migrate"))).as(again.err()).isZero();
        assertThat(again.out()).contains("0 migrations").contains("0 partitions made");
        assertThat(new TestTerminal().run(on("check"))).isZero();
    }

    @Test
    void makesPartitionsAheadAndForgetsOldDays() throws SQLException {
        assertThat(new TestTerminal().run(on("migrate"))).isZero();
        postgres.execute("SELECT runnel.make_partitions('2026-01-01', '2026-01-02')");

        TestTerminal partitions = new TestTerminal();
        assertThat(partitions.run(on("partitions", "--ahead", "4", "--keep", "1")))
                .as(partitions.err())
                .isZero();

        assertThat(partitions.out()).contains("10 partitions made").contains("dropped");
        assertThat(postgres.value("SELECT to_regclass('runnel.documents_20260101') IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void asksForADatabaseWhereNoneIsNamed() {
        TestTerminal nowhere = new TestTerminal();
        assertThat(nowhere.run("database", "check")).isEqualTo(1);
        assertThat(nowhere.err()).contains("Name it with --url");
        TestTerminal wrong = new TestTerminal();
        assertThat(wrong.run("database", "check", "--url", "mysql://db/x")).isEqualTo(2);
        assertThat(wrong.err()).contains("database.url: expected jdbc:postgresql://");
    }

    private static String[] on(String command, String... more) {
        String[] all = new String[more.length + 6];
        System.arraycopy(
                new String[] {"database", command, "--url", postgres.url(), "--user", "postgres"},
                0,
                all,
                0,
                6);
        System.arraycopy(more, 0, all, 6, more.length);
        return all;
    }
}
