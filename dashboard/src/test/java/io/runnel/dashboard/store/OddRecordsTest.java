package io.runnel.dashboard.store;

import static io.runnel.dashboard.Samples.NOON;
import static io.runnel.dashboard.Samples.at;
import static io.runnel.dashboard.Samples.invoice;
import static io.runnel.dashboard.Samples.reject;
import static io.runnel.dashboard.Samples.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.search.TextIndex;
import io.runnel.schemas.codec.JsonEnrichedCodec;
import io.runnel.schemas.document.Enriched;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that nobody expects: each is kept or refused, and none closes a view to the others. */
class OddRecordsTest {
    private static final JsonEnrichedCodec CODEC = new JsonEnrichedCodec();

    @TempDir Path folder;
    private Store store;
    private TextIndex index;
    private BatchWriter writer;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.in(folder));
        index = TextIndex.open(store.settings().index());
        writer = new BatchWriter(store);
    }

    @AfterEach
    void close() {
        index.close();
        store.close();
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                Long.MIN_VALUE,
                -9_223_372_036_854_776L,
                -1,
                0,
                7_258_118_400_000L,
                9_223_372_036_854_776L,
                Long.MAX_VALUE
            })
    void keepsADocumentOfAnyTimeAndShowsTheOthers(long timestamp) {
        long usual = NOON.toEpochMilli();
        write(at(0, ticket("usual", "one")));
        write(changed(at(1, ticket("odd", "two")), Long.toString(usual + 1_000), "" + timestamp));
        ObjectNode overview = new Overview(store, index).of(Filter.ALL);
        assertThat(overview.get("documents").asInt()).isEqualTo(2);
        Instant from = Instant.parse(overview.at("/range/from").asText());
        Instant until = Instant.parse(overview.at("/range/until").asText());
        assertThat(timestamp < usual ? until : from).isEqualTo(NOON);
        ObjectNode list =
                new Documents(store, index)
                        .list(Filter.ALL, new Page(Page.Sort.TIME, Page.Order.ASC, 10, null));
        assertThat(list.get("documents").findValuesAsText("document_id"))
                .containsExactlyElementsOf(
                        timestamp < usual
                                ? java.util.List.of("odd", "usual")
                                : java.util.List.of("usual", "odd"));
    }

    @Test
    void listsWhatCameLastFirstWhateverTimeItSays() {
        String usual = Long.toString(NOON.toEpochMilli() + 1_000);
        write(changed(at(1, ticket("of 2200", "two")), usual, "7258118400000"));
        write(at(2, ticket("second", "one")));
        write(at(0, ticket("third", "one")));
        Documents documents = new Documents(store, index);
        Page first = new Page(Page.Sort.ARRIVAL, Page.Order.DESC, 2, null);
        ObjectNode list = documents.list(Filter.ALL, first);
        assertThat(list.get("documents").findValuesAsText("document_id"))
                .containsExactly("third", "second");
        Page.Cursor after = Page.Cursor.parse(list.get("next").asText()).orElseThrow();
        ObjectNode rest =
                documents.list(Filter.ALL, new Page(Page.Sort.ARRIVAL, Page.Order.DESC, 2, after));
        assertThat(rest.get("documents").findValuesAsText("document_id"))
                .containsExactly("of 2200");
        assertThat(rest.get("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.5", "7", "-1e300", "1e300"})
    void countsAConfidenceThatIsNoProbabilityInTheOutermostBin(String score) {
        write(changed(at(0, ticket("odd", "one")), "\"score\":0.85", "\"score\":" + score));
        JsonNode bins = new Overview(store, index).of(Filter.ALL).get("confidence");
        int bin = score.startsWith("-") ? 0 : 9;
        assertThat(bins.get(bin).get("documents").asInt()).isEqualTo(1);
    }

    @Test
    void addsNoAmountThatIsTooLargeForANumber() {
        write(invoice(0, "Acme", "9".repeat(400)));
        write(invoice(1, "Acme", "10.00"));
        JsonNode spend = new Overview(store, index).of(Filter.ALL).at("/spend/0/amount");
        assertThat(spend.isNumber()).isTrue();
        assertThat(spend.asDouble()).isEqualTo(10);
    }

    @Test
    void holdsOneRejectForEachPlaceWhenATopicWasMadeAnew() {
        Batch before = new Batch();
        before.add(reject(0, "MISSING_ID", new byte[] {1}));
        before.add(reject(1, "MISSING_ID", new byte[] {2}));
        writer.write(before);
        Batch after = new Batch();
        after.add(reject(0, "MALFORMED_BYTES", new byte[] {3}));
        writer.write(after);
        ObjectNode list =
                new Rejects(store).list(new Rejects.Choice(null, null, null, null), 10, 0);
        assertThat(list.get("rejects").findValuesAsText("reason"))
                .containsExactly("MALFORMED_BYTES");
        assertThat(list.get("bucket").asText()).isEqualTo("minute");
        Optional<ObjectNode> one = new Rejects(store).one(new Place("tickets-dlt", 0, 0));
        assertThat(one.orElseThrow().at("/original/base64").asText()).isEqualTo("Aw==");
    }

    @Test
    void remembersAModelWhoseFirstBatchFailed() {
        Batch broken = new Batch();
        broken.add(at(0, ticket("a", "one")));
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
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> writer.write(broken))
                .isInstanceOf(RuntimeException.class);
        write(at(0, ticket("a", "one")));
        assertThat(new StoreFacts(store).models()).isNotEmpty();
    }

    private void write(IncomingDocument document) {
        Batch batch = new Batch();
        batch.add(document);
        new IndexKeeper(store, index).follow(writer.write(batch));
    }

    /** The same record with another text in its JSON, read as any record is. */
    private static IncomingDocument changed(IncomingDocument document, String text, String other) {
        assertThat(document.json()).contains(text);
        String json = document.json().replace(text, other);
        Enriched enriched = CODEC.decode(json.getBytes(StandardCharsets.UTF_8));
        return new IncomingDocument(document.place(), document.writtenAt(), enriched, json);
    }
}
