package io.runnel.jobs.database;

import static io.runnel.jobs.database.Documents.NOON;
import static io.runnel.jobs.database.Documents.invoice;
import static io.runnel.jobs.database.Documents.put;
import static io.runnel.jobs.database.Documents.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.database.Documents.Place;
import io.runnel.schemas.document.Enriched;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sums stay those of the rows, whatever is written, by how many, and wherever rows move. */
class DatabaseSumsITCase {
    private static final List<String> SUMS =
            List.of(
                    "SELECT * FROM runnel.sentiment_by_day ORDER BY 1, 2, 3, 4, 5, 6",
                    "SELECT * FROM runnel.documents_by_hour ORDER BY 1, 2, 3",
                    "SELECT * FROM runnel.spend_by_day ORDER BY 1, 2, 3, 4, 5",
                    "SELECT * FROM runnel.entities_by_week ORDER BY 1, 2, 3, 4",
                    "SELECT * FROM runnel.models_in_use ORDER BY 1, 2, 3, 4, 5, 6, 7",
                    "SELECT * FROM runnel.rejects_by_reason ORDER BY 1, 2, 3, 4, 5");

    private static final String LEADING =
            """
            SELECT document_type, entity_group, place, entity, documents, mentions FROM runnel.%s AS x
            WHERE place <= 2 ORDER BY 1, 2, 3""";

    @RegisterExtension static final TestPostgres postgres = TestPostgres.migrated();

    @Test
    void staysTrueWhenThreeWritersReplaceDocumentsOfEachOther() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(3);
        try {
            List<Future<Void>> running = new ArrayList<>();
            for (int writer = 0; writer < 3; writer++) {
                Random random = new Random(writer);
                running.add(writers.submit(writing(writer, random)));
            }
            for (Future<Void> writer : running) {
                writer.get();
            }
        } finally {
            writers.shutdownNow();
        }
        assertThat(postgres.value("SELECT count(*) > 20 FROM runnel.documents")).isEqualTo("t");
        assertThat(postgres.value("SELECT count(*) FROM runnel.unwritten")).isEqualTo("0");
        assertThat(postgres.rows(LEADING.formatted("top_entities('2026-03-02', 2)")))
                .isNotEmpty()
                .isEqualTo(
                        postgres.rows(
                                LEADING.formatted(
                                                """
                                        (SELECT *, row_number() OVER (PARTITION BY document_type, entity_group
                                            ORDER BY documents DESC, entity) AS place
                                         FROM runnel.entities_by_week WHERE week = '2026-03-02')""")
                                        .replace("runnel.(", "(")));
        assertThat(postgres.value("SELECT count(*) > 0 FROM runnel.vendor_changes")).isEqualTo("t");
        Map<String, List<String>> unfolded = sums();
        postgres.execute("CALL runnel.fold_vendors()");
        postgres.execute("CALL runnel.fold_entities()");
        assertThat(postgres.value("SELECT count(*) FROM runnel.vendor_changes")).isEqualTo("0");
        assertThat(postgres.value("SELECT count(*) FROM runnel.entity_changes")).isEqualTo("0");
        assertThat(sums()).isEqualTo(unfolded);
        assertSumsAreThoseOfTheRows();

        assertThat(postgres.value("SELECT runnel.make_partitions('2026-03-02', '2026-03-04')"))
                .isEqualTo("15");
        assertThat(
                        postgres.value(
                                "SELECT count(*) FROM runnel.documents_default WHERE day < '2026-03-05'"))
                .isEqualTo("0");
        assertThat(postgres.value("SELECT runnel.make_partitions('2026-03-02', '2026-03-04')"))
                .isEqualTo("0");
        assertSumsAreThoseOfTheRows();

        postgres.execute("DELETE FROM runnel.documents WHERE label = 'billing'");
        postgres.execute("DELETE FROM runnel.entities WHERE document_id LIKE 'd-1%'");
        assertSumsAreThoseOfTheRows();

        assertThat(postgres.value("SELECT runnel.drop_days('2026-03-04')")).isEqualTo("10");
        assertThat(postgres.value("SELECT min(day) FROM runnel.documents")).isEqualTo("2026-03-04");
        assertThat(postgres.value("SELECT min(day) FROM runnel.document_keys"))
                .isEqualTo("2026-03-04");
        assertSumsAreThoseOfTheRows();
    }

    /** Documents of few ids on few days, so that they replace each other across days. */
    private static Callable<Void> writing(int partition, Random random) {
        return () -> {
            try (Connection connection = postgres.connect()) {
                for (int i = 0; i < 150; i++) {
                    write(connection, any(partition, i, random));
                }
            }
            return null;
        };
    }

    private static Enriched any(int partition, int number, Random random) {
        Place place =
                new Place(
                        "topic",
                        partition,
                        number,
                        NOON.time().plus(Duration.ofHours(random.nextInt(96))));
        String id = "d-" + random.nextInt(40);
        return random.nextBoolean()
                ? ticket(
                        id, place, random.nextInt(2), random.nextBoolean() ? "billing" : "delivery")
                : invoice(id, place, "Vendor " + random.nextInt(3), "" + random.nextInt(1000));
    }

    /** As the sink does: what the database gave up to end a deadlock is written again. */
    private static void write(Connection connection, Enriched document) throws SQLException {
        while (true) {
            try {
                put(connection, document);
                return;
            } catch (SQLException e) {
                if (!"40P01".equals(e.getSQLState())) {
                    throw e;
                }
            }
        }
    }

    private static void assertSumsAreThoseOfTheRows() throws SQLException {
        Map<String, List<String>> kept = sums();
        postgres.execute("CALL runnel.recount_sums()");
        assertThat(kept).isEqualTo(sums());
    }

    private static Map<String, List<String>> sums() throws SQLException {
        Map<String, List<String>> sums = new LinkedHashMap<>();
        for (String query : SUMS) {
            sums.put(query, postgres.rows(query));
        }
        return sums;
    }
}
