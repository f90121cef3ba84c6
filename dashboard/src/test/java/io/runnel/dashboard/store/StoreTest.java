package io.runnel.dashboard.store;

import static io.runnel.dashboard.Samples.at;
import static io.runnel.dashboard.Samples.generation;
import static io.runnel.dashboard.Samples.invoice;
import static io.runnel.dashboard.Samples.reject;
import static io.runnel.dashboard.Samples.ticket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.Samples.Said;
import io.runnel.dashboard.search.TextIndex;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    private static final Page FIRST = new Page(Page.Sort.TIME, Page.Order.DESC, 2, null);

    @TempDir Path folder;
    private Store store;
    private TextIndex index;
    private BatchWriter writer;
    private IndexKeeper keeper;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.in(folder));
        index = TextIndex.open(store.settings().index());
        writer = new BatchWriter(store);
        keeper = new IndexKeeper(store, index);
    }

    @AfterEach
    void close() {
        index.close();
        store.close();
    }

    @Test
    void keepsTheRecordThatCountsInWhateverOrderRecordsCome() {
        write(generation(1, 5, 9, said("new")));
        write(generation(0, 5, 12, said("old, written later")));
        assertThat(label("t")).isEqualTo("new");
        write(generation(0, 6, 13, said("newer input")));
        assertThat(label("t")).isEqualTo("newer input");
        write(generation(0, 7, 14, said("first of a batch")), generation(2, 7, 15, said("second")));
        assertThat(label("t")).isEqualTo("second");
        assertThat(new StoreFacts(store).counts().get("documents").asInt()).isEqualTo(1);
        assertThat(index.size()).isEqualTo(1);
    }

    @Test
    void goesOnWhereItEndedAfterItWasOpenedAgain() {
        write(at(0, ticket("a", "one")), at(1, ticket("b", "two words")));
        close();
        open();
        keeper.catchUp();
        assertThat(new StoreFacts(store).positions())
                .containsEntry(new Batch.TopicPart("tickets-enriched", 0), 2L);
        write(at(2, ticket("c", "three")));
        assertThat(new StoreFacts(store).counts().get("documents").asInt()).isEqualTo(3);
        assertThat(found("words")).containsExactly("b");
    }

    @Test
    void writesNothingOfABatchThatFails() {
        Batch broken = new Batch();
        broken.add(at(0, ticket("a", "one")));
        broken.add(reject(0, null, new byte[] {1}));
        broken.add(
                new Correction(
                        "c",
                        new Place("corrections", 0, 0),
                        0,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        false,
                        null,
                        null));
        assertThatThrownBy(() -> writer.write(broken)).isInstanceOf(RuntimeException.class);
        assertThat(new StoreFacts(store).counts().get("documents").asInt()).isZero();
        assertThat(new StoreFacts(store).positions()).isEmpty();
        write(at(0, ticket("a", "one")));
        assertThat(new StoreFacts(store).counts().get("documents").asInt()).isEqualTo(1);
    }

    @Test
    void makesTheIndexAgainWhereItIsMissing() {
        write(at(0, ticket("a", "umbrella")));
        index.clear();
        keeper.catchUp();
        assertThat(found("umbrella")).containsExactly("a");
    }

    @Test
    void listsInPagesWithoutGapsOrRepeats() {
        for (int i = 0; i < 5; i++) {
            write(at(i, ticket("t" + i, "text " + i)));
        }
        Documents documents = new Documents(store, index);
        ObjectNode first = documents.list(Filter.ALL, FIRST);
        Set<String> seen = new HashSet<>(first.get("documents").findValuesAsText("document_id"));
        Page.Cursor after = Page.Cursor.parse(first.get("next").asText()).orElseThrow();
        ObjectNode second =
                documents.list(Filter.ALL, new Page(Page.Sort.TIME, Page.Order.DESC, 10, after));
        seen.addAll(second.get("documents").findValuesAsText("document_id"));
        assertThat(first.get("total").asInt()).isEqualTo(5);
        assertThat(second.get("documents")).hasSize(3);
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(seen).hasSize(5);
    }

    @Test
    void listsTheBestFirstInPagesWithoutGapsOrRepeats() {
        for (int i = 0; i < 7; i++) {
            write(at(i, ticket("t" + i, "umbrella " + "umbrella ".repeat(i / 3) + "and more")));
        }
        write(at(7, ticket("other", "nothing of that")));
        List<String> seen = new ArrayList<>();
        Page.Cursor after = null;
        do {
            ObjectNode list =
                    new Documents(store, index)
                            .list(
                                    Filter.ofWords("umbrella"),
                                    new Page(Page.Sort.RELEVANCE, Page.Order.DESC, 2, after));
            assertThat(list.get("total").asInt()).isEqualTo(7);
            seen.addAll(list.get("documents").findValuesAsText("document_id"));
            after =
                    list.get("next").isNull()
                            ? null
                            : Page.Cursor.parse(list.get("next").asText()).orElseThrow();
        } while (after != null);
        // The more often it stands there the better; of equal ones the newest.
        assertThat(seen).containsExactly("t6", "t5", "t4", "t3", "t2", "t1", "t0");
    }

    @Test
    void listsTheBestInTheSameOrderWithAFilterAndWithout() {
        for (int i = 0; i < 9; i++) {
            write(at(i, ticket("t" + i, "umbrella " + "umbrella ".repeat(i % 3) + "and more")));
        }
        Page all = new Page(Page.Sort.RELEVANCE, Page.Order.DESC, 20, null);
        Filter words = Filter.ofWords("umbrella");
        Filter ofTickets =
                new Filter(
                        Set.of("ticket"),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        null,
                        null,
                        null,
                        "umbrella",
                        null);
        Documents documents = new Documents(store, index);
        assertThat(documents.list(words, all).get("documents"))
                .hasSize(9)
                .isEqualTo(documents.list(ofTickets, all).get("documents"));
    }

    @Test
    void marksWhatWasSearchedFor() {
        write(at(0, ticket("a", "The Café in Porto kept my card.")));
        ObjectNode list = new Documents(store, index).list(Filter.ofWords("cafe -umbrella"), FIRST);
        assertThat(list.at("/documents/0/snippet").toString())
                .contains("{\"text\":\"Café\",\"match\":true}");
        assertThat(list.get("total_is_exact").asBoolean()).isTrue();
    }

    @Test
    void countsWhatAFilterMeansAndNothingElse() {
        write(at(0, ticket("a", "Lost in Porto")), at(1, ticket("b", "Lost at home")));
        write(invoice(2, "Acme", "1.234,50"));
        Batch rejects = new Batch();
        rejects.add(reject(0, "MISSING_ID", "{}".getBytes(StandardCharsets.UTF_8)));
        writer.write(rejects);
        Overview overview = new Overview(store, index);
        ObjectNode all = overview.of(Filter.ALL);
        assertThat(all.get("documents").asInt()).isEqualTo(3);
        assertThat(all.get("rejects").asInt()).isEqualTo(1);
        assertThat(all.at("/spend/0/amount").asDouble()).isEqualTo(1234.5);
        assertThat(all.at("/vendors/0/vendor").asText()).isEqualTo("Acme");
        assertThat(all.at("/entities/0/entity").asText()).isEqualTo("Porto");
        assertThat(all.at("/confidence").size()).isEqualTo(10);
        ObjectNode porto = overview.of(entity("PORTO"));
        assertThat(porto.get("documents").asInt()).isEqualTo(1);
        assertThat(porto.at("/entities/0/trend").size()).isEqualTo(12);
        assertThat(overview.of(Filter.ofWords("home")).get("documents").asInt()).isEqualTo(1);
    }

    @Test
    void takesTheOldestOutWhereTooMuchIsKept() {
        for (int i = 0; i < 5; i++) {
            write(at(i, ticket("t" + i, "word" + i)));
        }
        Retention retention = new Retention(null, 2L, null);
        index.remove(retention.apply(store, Clock.systemUTC()).documents());
        index.refresh();
        assertThat(new StoreFacts(store).counts().get("documents").asInt()).isEqualTo(2);
        assertThat(found("word4")).containsExactly("t4");
        assertThat(found("word0")).isEmpty();
    }

    @Test
    void showsTheBytesOfARejectAsTheyAre() {
        Batch batch = new Batch();
        batch.add(reject(7, "NOT_UTF8", new byte[] {(byte) 0xff, 0x3c}));
        writer.write(batch);
        ObjectNode one = new Rejects(store).one(new Place("tickets-dlt", 0, 7)).orElseThrow();
        assertThat(one.at("/original/hex").asText()).isEqualTo("ff 3c");
        assertThat(one.at("/original/utf8").isNull()).isTrue();
        assertThat(one.at("/original/base64").asText()).isEqualTo("/zw=");
        ObjectNode list =
                new Rejects(store).list(new Rejects.Choice(null, null, null, null), 10, 0);
        assertThat(list.at("/reasons/0/reason").asText()).isEqualTo("NOT_UTF8");
    }

    @Test
    void appendsAuditLinesToAFileAndToTheStore() {
        Audit audit = new Audit(store, Clock.fixed(Instant.EPOCH, java.time.ZoneOffset.UTC));
        Audit.Deed deed = new Audit.Deed("127.0.0.1", "replay", "tickets-dlt-0@7", "");
        audit.end(audit.begin(deed), deed, "replayed 1");
        assertThat(audit.lines(10).get("lines").findValuesAsText("result"))
                .containsExactlyInAnyOrder("begun", "replayed 1");
        assertThat(folder.resolve("audit.jsonl")).content().contains("replayed 1").hasLineCount(2);
    }

    private void write(IncomingDocument... documents) {
        Batch batch = new Batch();
        for (IncomingDocument document : documents) {
            batch.add(document);
        }
        keeper.follow(writer.write(batch));
    }

    private static Said said(String label) {
        return new Said("t", "title", "text", label, "neutral");
    }

    private String label(String id) {
        return new Documents(store, index)
                .enriched("ticket", id)
                .orElseThrow()
                .classification()
                .label();
    }

    private List<String> found(String words) {
        return new Documents(store, index)
                .list(Filter.ofWords(words), FIRST)
                .get("documents")
                .findValuesAsText("document_id");
    }

    private static Filter entity(String entity) {
        return new Filter(
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                Set.of(entity),
                Set.of(),
                null,
                null,
                null,
                null,
                null);
    }
}
