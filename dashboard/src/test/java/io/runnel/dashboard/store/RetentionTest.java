package io.runnel.dashboard.store;

import static io.runnel.dashboard.Samples.NOON;
import static io.runnel.dashboard.Samples.at;
import static io.runnel.dashboard.Samples.reject;
import static io.runnel.dashboard.Samples.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no longer kept is gone from every table, stays counted, and is read again by nobody. */
class RetentionTest {
    private static final Rejects.Choice ALL = new Rejects.Choice(null, null, null, null);
    private static final Batch.TopicPart LETTERS = new Batch.TopicPart("tickets-dlt", 0);
    private static final Batch.TopicPart SOURCE = new Batch.TopicPart("tickets", 0);

    @TempDir Path folder;
    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.in(folder));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void keepsTheNewestLettersAndSaysHowManyWere() {
        writeLetters(0, 7);

        assertThat(apply(new Retention(null, null, 3L)).documents()).isEmpty();

        ObjectNode list = new Rejects(store).list(ALL, 10, 0);
        assertThat(list.get("rejects").findValuesAsText("offset")).containsExactly("6", "5", "4");
        assertThat(list.at("/reasons/0/count").asInt()).isEqualTo(3);
        assertThat(list.at("/taken_out/count").asInt()).isEqualTo(4);
        assertThat(list.at("/taken_out/newest").asText()).isEqualTo(NOON.plusMillis(3).toString());
        assertThat(new Rejects(store).one(new Place("tickets-dlt", 0, 3))).isEmpty();
    }

    @Test
    void saysOfOneTopicWhatWasTakenOutOfIt() {
        writeLetters(0, 4);
        apply(new Retention(null, null, 1L));
        Rejects.Choice other = new Rejects.Choice("invoices-dlt", null, null, null);
        assertThat(new Rejects(store).list(other, 10, 0).at("/taken_out/count").asInt()).isZero();
        assertThat(new Rejects(store).list(other, 10, 0).at("/taken_out/newest").isNull()).isTrue();
        Rejects.Choice own = new Rejects.Choice("tickets-dlt", "MISSING_ID", null, null);
        assertThat(new Rejects(store).list(own, 10, 0).at("/taken_out/count").asInt()).isEqualTo(3);
    }

    @Test
    void goesOnCountingAndReadingWhereItWasAfterItWasOpenedAgain() {
        writeLetters(0, 5);
        writeDocuments(5, 9);
        apply(new Retention(null, 1L, 2L));
        store.close();
        open();
        StoreFacts facts = new StoreFacts(store);
        assertThat(facts.positions())
                .containsEntry(LETTERS, 5L)
                .containsEntry(new Batch.TopicPart("tickets-enriched", 0), 9L);
        assertThat(facts.totals()).isEqualTo(Map.of("tickets-dlt", 5L, "tickets-enriched", 4L));
        writeLetters(5, 8);
        apply(new Retention(null, 1L, 2L));
        JsonNode counts = facts.counts();
        assertThat(counts.get("rejects").asInt()).isEqualTo(2);
        assertThat(counts.at("/taken_out/rejects").asInt()).isEqualTo(6);
        assertThat(counts.at("/taken_out/documents").asInt()).isEqualTo(3);
        assertThat(facts.totals()).containsEntry("tickets-dlt", 8L);
    }

    @Test
    void knowsHowFarASourceWasAnsweredWhenNothingOfItIsLeft() {
        writeLetters(0, 12);
        writeDocuments(0, 5);
        apply(new Retention(Duration.ofHours(1), null, null));
        assertThat(count("documents") + count("rejects")).isZero();
        assertThat(new StoreFacts(store).lastSources()).containsEntry(SOURCE, 11L);
    }

    @Test
    void boundsWhatCouldNotBeReadAsItDoesLetters() {
        Batch batch = new Batch();
        for (int i = 0; i < 5; i++) {
            batch.add(
                    new Batch.Undecoded(
                            new Place("tickets-enriched", 0, i), NOON.toEpochMilli() + i, "no"));
        }
        new BatchWriter(store).write(batch);
        apply(new Retention(null, null, 2L));
        assertThat(new StoreFacts(store).undecoded(10).findValuesAsText("offset"))
                .containsExactly("4", "3");
        assertThat(new StoreFacts(store).counts().at("/taken_out/undecoded").asInt()).isEqualTo(3);
    }

    @Test
    void takesMoreThanAPortionOutInSeveral() {
        int letters = 2 * Retention.PORTION + 10;
        writeLetters(0, letters);
        Retention retention = new Retention(null, null, 10L);
        assertThat(apply(retention).isAll()).isFalse();
        assertThat(count("rejects")).isEqualTo(letters - Retention.PORTION);
        assertThat(apply(retention).isAll()).isFalse();
        assertThat(apply(retention).isAll()).isTrue();
        assertThat(new Rejects(store).list(ALL, 1, 0).at("/rejects/0/offset").asInt())
                .isEqualTo(letters - 1);
        assertThat(count("rejects")).isEqualTo(10);
    }

    @Test
    void changesNothingWhereNothingIsToGo() {
        writeLetters(0, 5);
        long before = store.changes();
        apply(Retention.EVERYTHING);
        apply(new Retention(Duration.ofDays(1), 5L, 5L));
        assertThat(store.changes()).isEqualTo(before);
        assertThat(count("rejects")).isEqualTo(5);
    }

    @Test
    void leavesCorrectionsAndTheirExport() throws Exception {
        writeDocuments(0, 2);
        Batch batch = new Batch();
        batch.add(
                new Correction(
                        "c",
                        new Place("corrections", 0, 0),
                        NOON.toEpochMilli(),
                        "127.0.0.1",
                        "ticket",
                        "t0",
                        "classification",
                        new Correction.JudgedHead("ticket-queue", "runnel-base", "3"),
                        "{\"label\":\"billing\"}",
                        "{\"label\":\"cards\"}",
                        false,
                        null,
                        null));
        new BatchWriter(store).write(batch);
        apply(new Retention(Duration.ofHours(1), 1L, 1L));
        assertThat(count("documents")).isZero();
        assertThat(new Judgements(store).agreement().at("/heads/0/judged").asInt()).isEqualTo(1);
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        new Export(store, null)
                .table(Export.Table.CORRECTIONS, Filter.ALL, Export.Format.JSONL, () -> exported);
        JsonNode row = new ObjectMapper().readTree(exported.toString(StandardCharsets.UTF_8));
        assertThat(row.get("correction_id").asText()).isEqualTo("c");
    }

    @Test
    void doesNotGrowByWhatIsNoLongerKept() {
        Retention retention = new Retention(null, 300L, 300L);
        Random random = new Random(8);
        long settled = 0;
        for (int round = 0; round < 12; round++) {
            Batch batch = new Batch();
            for (int i = round * 300; i < (round + 1) * 300; i++) {
                byte[] bytes = new byte[2_000];
                random.nextBytes(bytes);
                batch.add(reject(i, "MISSING_ID", bytes));
                batch.add(at(i, ticket("t" + i, Base64.getEncoder().encodeToString(bytes))));
            }
            new BatchWriter(store).write(batch);
            apply(retention);
            checkpoint();
            long size = folder.resolve("store.duckdb").toFile().length();
            if (round < 4) {
                settled = Math.max(settled, size);
            }
            assertThat(size).as("after round " + round).isLessThan(settled + settled / 2);
        }
    }

    private void checkpoint() {
        store.read(
                "write to the file",
                connection -> {
                    JsonRows.run(connection, "CHECKPOINT", List.of());
                    return null;
                });
    }

    /** A day after the first record. */
    private Retention.Portion apply(Retention retention) {
        Clock clock = Clock.fixed(NOON.plus(Duration.ofHours(23)), ZoneOffset.UTC);
        return retention.apply(store, clock);
    }

    private void writeLetters(int from, int until) {
        Batch batch = new Batch();
        for (int i = from; i < until; i++) {
            batch.add(reject(i, "MISSING_ID", ("{" + i).getBytes(StandardCharsets.UTF_8)));
        }
        new BatchWriter(store).write(batch);
    }

    private void writeDocuments(int from, int until) {
        Batch batch = new Batch();
        for (int i = from; i < until; i++) {
            batch.add(at(i, ticket("t" + i, "text")));
        }
        new BatchWriter(store).write(batch);
    }

    private long count(String table) {
        return store.read(
                "count", connection -> Store.number(connection, "SELECT count(*) FROM " + table));
    }
}
