package io.runnel.jobs.database;

import static io.runnel.jobs.database.Documents.invoice;
import static io.runnel.jobs.database.Documents.put;
import static io.runnel.jobs.database.Documents.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.runnel.jobs.command.database.Migrations;
import io.runnel.jobs.database.Documents.Place;
import io.runnel.jobs.observe.Dashboards;
import io.runnel.jobs.options.DatabaseSettings;
import io.runnel.jobs.options.RepositoryRoot;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Origin;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import io.runnel.schemas.document.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every query that the project hands out has an answer, for a user that may only read. */
class DatabaseQueriesITCase {
    @RegisterExtension static final TestPostgres postgres = TestPostgres.empty();

    private static Instant now;
    private static DatabaseSettings reader;

    @BeforeAll
    static void start() throws IOException, SQLException {
        now = Clock.systemUTC().instant();
        postgres.execute(Files.readString(RepositoryRoot.resolve("deploy/postgres/reader.sql")));
        Migrations.run(postgres.settings());
        reader = new DatabaseSettings(postgres.url(), "reader", null, 1, Duration.ZERO);
        Place place = new Place("tickets", 0, 1, now);
        put(postgres, ticket("t-1", place, 0, "billing"));
        put(postgres, invoice("i-1", place, "Acme", "540.50"));
        Origin origin =
                new Origin("tickets", 0, 2, now.toEpochMilli(), null, List.of(), new byte[3]);
        try (Connection connection = postgres.connect()) {
            Reject reject =
                    new Reject(
                            origin,
                            Stage.DECODE,
                            RejectReason.NOT_UTF8,
                            null,
                            "expected\u0000 UTF-8");
            for (int i = 0; i < 2; i++) {
                Documents.call(
                        connection,
                        "runnel.put_reject",
                        RejectRow.of(reject, DocumentType.TICKET, 0, 3));
            }
        }
    }

    static Stream<Path> usual() throws IOException {
        try (Stream<Path> files = Files.list(RepositoryRoot.resolve("deploy/postgres/queries"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("usual")
    void answersTheUsualQuestion(Path file) throws Exception {
        int rows = rows(Files.readString(file));
        if (file.endsWith("documents-that-name.sql")) {
            // It names an entity of the benchmark.
            assertThat(rows).isZero();
        } else {
            assertThat(rows).isPositive();
        }
    }

    static Stream<Dashboards.Query> panels() {
        List<Dashboards.Query> statements = Dashboards.statements();
        assertThat(statements).hasSizeGreaterThan(5);
        return statements.stream();
    }

    @ParameterizedTest
    @MethodSource("panels")
    void fillsThePanelOfTheDashboard(Dashboards.Query panel) throws SQLException {
        String sql =
                panel.expression()
                        .replace("$__timeFrom()", "'" + now.minus(Duration.ofDays(30)) + "'")
                        .replace("$__timeTo()", "'" + now + "'");
        assertThat(sql).doesNotContain("$__");
        assertThat(rows(sql)).as(panel.panel()).isPositive();
    }

    @Test
    void countsARejectOnceThoughItIsDeliveredTwice() throws SQLException {
        assertThat(postgres.value("SELECT reason, rejects FROM runnel.rejects_by_reason"))
                .isEqualTo("NOT_UTF8|1");
        assertThat(postgres.value("SELECT message, bytes FROM runnel.rejects"))
                .isEqualTo("expected\uFFFD UTF-8|3");
    }

    @Test
    void letsTheReaderChangeNothing() {
        assertThatThrownBy(() -> rows("DELETE FROM runnel.documents RETURNING *"))
                .hasMessageContaining("permission denied");
    }

    private static int rows(String sql) throws SQLException {
        try (Connection connection = DatabaseLogin.connect(reader);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int rows = 0;
            while (result.next()) {
                rows++;
            }
            return rows;
        }
    }
}
