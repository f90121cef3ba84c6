package io.runnel.jobs.database;

import static io.runnel.jobs.database.Documents.NOON;
import static io.runnel.jobs.database.Documents.invoice;
import static io.runnel.jobs.database.Documents.put;
import static io.runnel.jobs.database.Documents.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one enriched record becomes in a real PostgreSQL, and what it replaces there. */
class DatabaseRowsITCase {
    @RegisterExtension static final TestPostgres postgres = TestPostgres.migrated();

    @BeforeEach
    void empty() throws SQLException {
        postgres.execute(
                """
                TRUNCATE runnel.documents, runnel.labels, runnel.entities, runnel.sentences, runnel.rejects,
                    runnel.document_keys, runnel.unwritten;
                CALL runnel.recount_sums()
                """);
    }

    @Test
    void writesADocumentWithTheRowsOfItsParts() throws SQLException {
        put(postgres, ticket("t-1", NOON, 0, "billing"));

        assertThat(
                        postgres.value(
                                """
                                SELECT day, topic, document_id, source_offset, label, label_score, sentiment, channel,
                                    summary_text, entity_count, tokens FROM runnel.documents"""))
                .isEqualTo(
                        "2026-03-02|tickets|t-1|7|billing|0.75|negative|mail"
                                + "|My card does not work in Paris.|1|12");
        assertThat(
                        postgres.rows(
                                "SELECT task, part, label, score FROM runnel.labels ORDER BY position"))
                .containsExactly(
                        "classification|document|billing|0.75",
                        "classification|document|other|0.2",
                        "sentiment|document|negative|0.9");
        assertThat(
                        postgres.value(
                                "SELECT entity_group, entity, text, start_index, end_index FROM runnel.entities"))
                .isEqualTo("place|paris|Paris|25|30");
        assertThat(postgres.value("SELECT field, text FROM runnel.sentences"))
                .isEqualTo("text|My card does not work in Paris.");
        assertThat(
                        postgres.rows(
                                "SELECT task, model, version, documents FROM runnel.models_in_use ORDER BY task"))
                .containsExactly("classification|runnel-base|0|1", "sentiment|runnel-base|0|1");
    }

    @Test
    void writesWhatEachLineOfAnInvoiceIsAndCosts() throws SQLException {
        put(postgres, invoice("i-1", NOON, "Acme", "1.540,50 €"));
        put(postgres, invoice("i-2", NOON.at("2026-03-02T13:00:00Z", 8), "Acme", "-40.50"));

        assertThat(
                        postgres.rows(
                                """
                                SELECT label, amount FROM runnel.labels
                                WHERE document_id = 'i-1' AND part = 'item' ORDER BY position"""))
                .containsExactly("tools|480", "freight|60.50");
        assertThat(
                        postgres.value(
                                "SELECT category, vendor, currency, invoices, amount FROM runnel.spend_by_day"))
                .isEqualTo("tools|Acme|EUR|2|1500.00");
    }

    @Test
    void leavesOneDocumentAndItsRowsWhereOneIsDeliveredTwice() throws SQLException {
        for (int i = 0; i < 3; i++) {
            put(postgres, ticket("t-1", NOON, 0, "billing"));
        }

        assertCounts(1);
        assertThat(postgres.value("SELECT documents FROM runnel.sentiment_by_day")).isEqualTo("1");
        assertThat(postgres.value("SELECT mentions, documents FROM runnel.entities_by_week"))
                .isEqualTo("1|1");
    }

    @Test
    void letsTheNewerGenerationStandWhicheverComesLast() throws SQLException {
        put(postgres, ticket("t-1", NOON, 1, "delivery"));
        put(postgres, ticket("t-1", NOON, 0, "billing"));
        assertThat(postgres.value("SELECT generation, label FROM runnel.documents"))
                .isEqualTo("1|delivery");

        put(postgres, ticket("t-1", NOON, 2, "refunds"));

        assertThat(postgres.value("SELECT generation, label FROM runnel.documents"))
                .isEqualTo("2|refunds");
        assertCounts(1);
        assertThat(postgres.rows("SELECT DISTINCT version FROM runnel.models_in_use"))
                .containsExactly("2");
    }

    @Test
    void letsTheNewerInputStandThoughItIsOfAnotherDay() throws SQLException {
        put(postgres, ticket("t-1", NOON, 5, "billing"));
        put(postgres, ticket("t-1", NOON.at("2026-03-04T08:00:00Z", 90), 0, "delivery"));
        put(postgres, ticket("t-1", NOON, 9, "late"));

        assertThat(postgres.value("SELECT day, label FROM runnel.documents"))
                .isEqualTo("2026-03-04|delivery");
        assertCounts(1);
        assertThat(postgres.value("SELECT day, label, documents FROM runnel.sentiment_by_day"))
                .isEqualTo("2026-03-04|delivery|1");
    }

    @Test
    void keepsDocumentsOfTwoTopicsApart() throws SQLException {
        put(postgres, ticket("t-1", NOON, 0, "billing"));
        put(postgres, ticket("t-1", new Documents.Place("mail", 0, 1, NOON.time()), 0, "billing"));

        assertThat(postgres.value("SELECT count(*) FROM runnel.documents")).isEqualTo("2");
    }

    @Test
    void takesWhateverStandsInADocument() throws SQLException {
        String emoji = "£5 💳 e\u0301 \u202Eabc";
        String sql = "'; DROP TABLE runnel.documents; --";
        String long1 = "x".repeat(1 << 20);
        put(postgres, ticket("nul\u0000", NOON, 0, "billing", "a\u0000b\uD83Dc\uDCB3"));
        put(postgres, ticket("nul\uFFFD", NOON, 0, "billing", emoji));
        put(postgres, ticket(sql, NOON, 0, "billing", sql));
        put(postgres, ticket("long", NOON, 0, "billing", long1));
        put(postgres, ticket(long1, NOON, 0, "billing", "{\"json\": \"\\u0000\"}"));
        put(postgres, ticket(long1 + "y", NOON, 0, "billing", "\\"));
        put(postgres, invoice(emoji, NOON, emoji.repeat(1000), "99999999999999999999999999999999"));

        assertThat(postgres.rows("SELECT message FROM runnel.unwritten")).isEmpty();
        assertThat(postgres.value("SELECT count(*) FROM runnel.documents")).isEqualTo("7");
        assertThat(
                        postgres.rows(
                                """
                                SELECT summary_text FROM runnel.documents
                                WHERE length(summary_text) < 100 ORDER BY length(document_id), summary_text"""))
                .contains("a\uFFFDb\uFFFDc\uFFFD", emoji, sql, "{\"json\": \"\\u0000\"}", "\\");
        assertThat(postgres.value("SELECT max(length(summary_text)) FROM runnel.documents"))
                .isEqualTo(Integer.toString(1 << 20));
        assertThat(
                        postgres.value(
                                "SELECT count(*) FROM runnel.documents WHERE vendor LIKE '£5 💳%…'"))
                .isEqualTo("1");
    }

    @Test
    void keepsARecordThatTheTablesRefuseBesideThem() throws SQLException {
        postgres.execute(
                "CALL runnel.put_document('{\"document_id\": \"t-1\", \"day\": \"no day\"}')");
        postgres.execute("CALL runnel.put_document('no json')");

        assertThat(postgres.rows("SELECT left(sqlstate, 2), record FROM runnel.unwritten"))
                .containsExactlyInAnyOrder(
                        "22|{\"document_id\": \"t-1\", \"day\": \"no day\"}", "22|no json");
        assertThat(postgres.value("SELECT count(*) FROM runnel.document_keys")).isEqualTo("0");
    }

    @Test
    void refusesAChangeThatTheSumsWouldNotSee() {
        assertThatThrownBy(() -> postgres.execute("UPDATE runnel.documents SET label = 'x'"))
                .hasMessageContaining("Rows of runnel.documents are replaced and never changed");
    }

    private static void assertCounts(int documents) throws SQLException {
        assertThat(
                        postgres.value(
                                """
                                SELECT (SELECT count(*) FROM runnel.documents),
                                    (SELECT count(*) FROM runnel.labels), (SELECT count(*) FROM runnel.entities),
                                    (SELECT count(*) FROM runnel.sentences),
                                    (SELECT count(*) FROM runnel.document_keys)"""))
                .isEqualTo("%1$d|%2$d|%1$d|%1$d|%1$d".formatted(documents, 3 * documents));
    }
}
