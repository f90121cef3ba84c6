package io.runnel.dashboard.store;

import static io.runnel.dashboard.Samples.at;
import static io.runnel.dashboard.Samples.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.runnel.dashboard.search.TextIndex;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgementsTest {
    private static final String NONE = "{\"entity_group\":null,\"text\":\"Ann\"}";
    private static final String PERSON = "{\"entity_group\":\"person\",\"text\":\"Ann\"}";

    @TempDir Path folder;
    private Store store;
    private TextIndex index;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.in(folder));
        index = TextIndex.open(store.settings().index());
    }

    @AfterEach
    void close() {
        index.close();
        store.close();
    }

    @Test
    void countAMissedEntityAsJudgedAndNotAgreed() {
        write(confirmed(0, 10), missed(1, 20));
        JsonNode head = new Judgements(store).agreement().at("/heads/0");
        assertThat(head.get("head").asText()).isEqualTo("entities");
        assertThat(head.get("judged").asInt()).isEqualTo(2);
        assertThat(head.get("agreed").asInt()).isEqualTo(1);
        assertThat(head.at("/over_time/0/judged").asInt()).isEqualTo(2);
    }

    @Test
    void countAMarkThatWasTakenBackAsAgreed() {
        write(missed(0, 20), takenBack(1, 20));
        JsonNode head = new Judgements(store).agreement().at("/heads/0");
        assertThat(head.get("judged").asInt()).isEqualTo(1);
        assertThat(head.get("agreed").asInt()).isEqualTo(1);
    }

    @Test
    void areKeptOnceHoweverOftenTheyAreRead() {
        write(confirmed(0, 10), missed(1, 20), confirmed(0, 10));
        write(missed(1, 20), confirmed(2, 30));
        assertThat(
                        store.<Long>read(
                                "count corrections",
                                connection ->
                                        Store.number(
                                                connection, "SELECT count(*) FROM corrections")))
                .isEqualTo(3);
    }

    @Test
    void standBesideTheirDocumentWithTheirPlace() {
        write(missed(0, 20));
        JsonNode found =
                new Documents(store, index)
                        .detail("ticket", "t")
                        .orElseThrow()
                        .at("/corrections/0");
        assertThat(found.get("task").asText()).isEqualTo("entities");
        assertThat(found.at("/given/entity_group").isNull()).isTrue();
        assertThat(found.at("/right/entity_group").asText()).isEqualTo("person");
        assertThat(found.at("/right/text").asText()).isEqualTo("Ann");
        assertThat(found.get("field").asText()).isEqualTo("text");
        assertThat(found.get("start").asInt()).isEqualTo(20);
        assertThat(found.get("end").asInt()).isEqualTo(23);
    }

    private void write(Correction... corrections) {
        Batch batch = new Batch();
        batch.add(at(0, ticket("t", "Yesterday I met, as Ann was there, ten people.")));
        for (Correction correction : corrections) {
            batch.add(correction);
        }
        new BatchWriter(store).write(batch);
    }

    private static Correction confirmed(int number, int start) {
        return correction(number, start, PERSON, PERSON);
    }

    private static Correction missed(int number, int start) {
        return correction(number, start, NONE, PERSON);
    }

    private static Correction takenBack(int number, int start) {
        return correction(number, start, NONE, NONE);
    }

    private static Correction correction(int number, int start, String given, String right) {
        return new Correction(
                "c-" + number,
                new Place("corrections", 0, number),
                1_000L * number,
                "127.0.0.1",
                "ticket",
                "t",
                "entities",
                new Correction.JudgedHead("entities", "runnel-base", "3"),
                given,
                right,
                given.equals(right),
                new Correction.Span("text", start, start + 3),
                null);
    }
}
