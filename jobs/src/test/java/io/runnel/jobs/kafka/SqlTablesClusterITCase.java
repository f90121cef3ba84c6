package io.runnel.jobs.kafka;

import static io.runnel.jobs.kafka.TestKafka.bytes;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.jobs.options.RepositoryRoot;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.Enriched;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tables and queries of {@code deploy/sql}, with the real planner, over what the three jobs
 * have written; every answer is counted again in Java.
 */
class SqlTablesClusterITCase {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(JobRun.cluster(1, 4));

    private static final String ANGRY = "This is terrible, I am very angry. ";
    private static final String HAPPY = "Thank you so much, it works great. ";
    private static final List<String> TYPES = List.of("invoice", "transcript", "ticket");

    @TempDir private static Path folder;
    private static TestKafka kafka;
    private static List<Enriched> enriched;
    private static SqlScript sql;

    /** Once for all tests, and not before them all: only then jobs go to the cluster. */
    @BeforeEach
    void enrichDocuments() throws Exception {
        if (sql != null) {
            return;
        }
        kafka = TestKafka.start(folder);
        kafka.createTopics(2, "invoices", "transcripts", "tickets");
        kafka.send(documents());
        enriched = new ArrayList<>();
        for (String type : TYPES) {
            enriched.addAll(outcomes(type));
        }
        sql =
                new SqlScript(session(), kafka.bootstrapServers())
                        .run("tables.sql")
                        .run("models.sql");
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void countSentimentsPerDayAndQueue() throws Exception {
        List<Row> rows = sql.query("queries/sentiment-per-day-and-queue.sql");

        Map<List<Object>, Long> counted = new HashMap<>();
        for (Row row : rows) {
            put(counted, row.getFieldAs(2), row.getField(0), row.getField(1), "negative");
            put(counted, row.getFieldAs(3), row.getField(0), row.getField(1), "neutral");
            put(counted, row.getFieldAs(4), row.getField(0), row.getField(1), "positive");
        }
        assertThat(counted)
                .isEqualTo(
                        of("ticket").stream()
                                .collect(
                                        groupingBy(
                                                one ->
                                                        List.of(
                                                                day(one),
                                                                one.classification().label(),
                                                                one.sentiment().label()),
                                                counting())));
        assertThat(rows).extracting(row -> row.getField(0)).contains(LocalDate.of(2026, 3, 2));
        assertThat(rows.stream().mapToLong(row -> row.getFieldAs(5)).sum()).isEqualTo(6);
    }

    @Test
    void rankVendorsByWhatTheyBilledInEachCategory() throws Exception {
        List<Row> rows = sql.query("queries/top-vendors-by-category.sql");

        String paper = categoryOf("Paper");
        assertThat(rows)
                .as("paper is %s in %s", paper, rows)
                .filteredOn(row -> paper.equals(row.getField(0)))
                .contains(
                        Row.of(paper, "EUR", 1L, "Paper Ltd", 2L, new BigDecimal("300.50")),
                        Row.of(paper, "USD", 1L, "Paper Inc", 1L, new BigDecimal("0.00")));
        assertThat(rows.stream().mapToLong(row -> row.getFieldAs(4)).sum())
                .isEqualTo(of("invoice").size());
    }

    @Test
    void countEntitiesByWeek() throws Exception {
        List<Row> rows = sql.query("queries/entities-by-week.sql");

        Map<List<Object>, Long> counted = new HashMap<>();
        rows.forEach(
                row ->
                        put(
                                counted,
                                row.getFieldAs(3),
                                row.getField(0),
                                row.getField(1),
                                row.getField(2)));
        assertThat(counted)
                .isEqualTo(
                        enriched.stream()
                                .flatMap(
                                        one ->
                                                one.entities().stream()
                                                        .map(
                                                                entity ->
                                                                        List.<Object>of(
                                                                                monday(one),
                                                                                entity
                                                                                        .entityGroup(),
                                                                                entity.text())))
                                .collect(groupingBy(one -> one, counting())));
        assertThat(rows).extracting(row -> row.getField(2)).contains("Manchester");
    }

    @Test
    void countRejectsByReason() throws Exception {
        List<Row> rows = sql.query("queries/rejects-by-reason.sql");

        assertThat(rows)
                .extracting(row -> Arrays.asList(row.getField(0), row.getField(2), row.getField(4)))
                .containsExactly(
                        List.of("tickets", "MALFORMED_BYTES", 2L),
                        List.of("invoices", "MISSING_ID", 1L),
                        List.of("tickets", "TOMBSTONE", 1L),
                        List.of("transcripts", "NO_TEXT", 1L));
        assertThat(rows)
                .allSatisfy(
                        row -> {
                            assertThat(row.getField(1)).isEqualTo("decode");
                            assertThat(row.getField(3)).isEqualTo(false);
                            assertThat((String) row.getFieldAs(5))
                                    .startsWith((String) row.getFieldAs(2));
                        });
    }

    @Test
    void answerTicketsAsTheJobDoes() throws Exception {
        Map<Object, Row> rows = new HashMap<>();
        sql.query("queries/ask-tickets.sql").forEach(row -> rows.put(row.getField(0), row));

        List<Enriched> tickets = of("ticket");
        assertThat(rows).hasSameSizeAs(tickets);
        for (Enriched ticket : tickets) {
            Row row = rows.get(ticket.document().id());
            assertThat(row.getField(1)).isEqualTo(ticket.classification().label());
            assertThat(row.getField(2)).isEqualTo(ticket.sentiment().label());
            assertThat((Object[]) row.getFieldAs(4)).hasSameSizeAs(ticket.entities());
            assertThat(row.getField(5)).isEqualTo("answered");
            assertThat(row.getField(6)).isNull();
        }
    }

    private static void put(Map<List<Object>, Long> counts, long count, Object... key) {
        if (count > 0) {
            counts.put(List.of(key), count);
        }
    }

    private static List<Enriched> of(String type) {
        return enriched.stream().filter(one -> one.document().type().label().equals(type)).toList();
    }

    private static String categoryOf(String vendor) {
        return of("invoice").stream()
                .filter(one -> one.invoice().vendor().startsWith(vendor))
                .map(one -> one.classification().label())
                .findFirst()
                .orElseThrow();
    }

    private static LocalDate day(Enriched one) {
        return Instant.ofEpochMilli(one.document().origin().timestamp())
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
    }

    private static LocalDate monday(Enriched one) {
        return day(one).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    /** The engine's settings, as the cluster has them. */
    private static Configuration session() {
        return Configuration.fromMap(
                Map.of(
                        "runnel.models.directory",
                        RepositoryRoot.resolve("model-store/models").toString(),
                        "runnel.inference.workers",
                        "2"));
    }

    /**
     * Runs the job of this type until every document of it has come out, and gives the enriched.
     */
    private static List<Enriched> outcomes(String type) throws Exception {
        String topic = type + "s";
        long expected = documents().stream().filter(one -> one.topic().equals(topic)).count();
        return JobRun.during(
                        JobRun.settings(
                                kafka, type, "--delivery.transactional-id-prefix=sql-" + type),
                        () ->
                                kafka.readUntil(
                                        List.of(topic + "-enriched", topic + "-dlt"),
                                        all -> all.size() >= expected))
                .stream()
                .filter(record -> record.topic().equals(topic + "-enriched"))
                .map(record -> new JsonEnrichedCodec().decode(record.value()))
                .toList();
    }

    private static List<ProducerRecord<byte[], byte[]>> documents() {
        return List.of(
                ticket("t-1", "2026-03-02", ANGRY + "My card was declined at Tesco in Manchester."),
                ticket("t-2", "2026-03-02", HAPPY + "The new card arrived in Manchester."),
                ticket("t-3", "2026-03-08", ANGRY + "My card was declined again."),
                ticket("t-4", "2026-03-08", ANGRY + "The printer prints blank pages."),
                ticket("t-5", "2026-03-09", HAPPY + "The printer works again."),
                ticket("t-6", "2026-03-09", "How do I book a flight to Berlin on 3 May?"),
                record("tickets", "2026-03-09", "no json"),
                record("tickets", "2026-03-09", "[1, 2]"),
                record("tickets", "2026-03-09", null),
                invoice("i-1", "Paper Ltd", "EUR", "100.25"),
                invoice("i-2", "Paper Ltd", "EUR", "200.25"),
                invoice("i-3", "Paper GmbH", "EUR", "99"),
                invoice("i-4", "Paper Inc", "USD", "12 or so"),
                record("invoices", "2026-03-03", "{\"text\": \"no id\"}"),
                record(
                        "transcripts",
                        "2026-03-04",
                        """
                        {"id": "c-1", "turns": [
                          {"speaker": "customer", "text": "My room in Berlin was dirty. I am very angry."},
                          {"speaker": "agent", "text": "We are sorry. We refund 200 dollars."}]}
                        """),
                record("transcripts", "2026-03-04", "{\"id\": \"c-2\", \"turns\": []}"));
    }

    private static ProducerRecord<byte[], byte[]> ticket(String id, String day, String text) {
        return record("tickets", day, "{\"id\":\"" + id + "\",\"text\":\"" + text + "\"}");
    }

    private static ProducerRecord<byte[], byte[]> invoice(
            String id, String vendor, String currency, String total) {
        return record(
                "invoices",
                "2026-03-03",
                String.format(
                        "{\"id\":\"%s\",\"vendor\":\"%s\",\"currency\":\"%s\",\"total\":\"%s\","
                                + "\"line_items\":[{\"description\":\"Copy paper, envelopes and toner\"}]}",
                        id, vendor, currency, total));
    }

    /** A record of noon on this day. */
    private static ProducerRecord<byte[], byte[]> record(String topic, String day, String value) {
        long noon = LocalDate.parse(day).atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli();
        return new ProducerRecord<>(topic, null, noon, null, bytes(value));
    }
}
