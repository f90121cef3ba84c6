package io.runnel.dashboard.store;

import static io.runnel.dashboard.Samples.at;
import static io.runnel.dashboard.Samples.invoice;
import static io.runnel.dashboard.Samples.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offsets are those of one topic, not of all that ever had its name. */
class TopicIdsTest {
    private static final String TICKETS = "tickets-enriched";
    private static final String INVOICES = "invoices-enriched";

    @TempDir Path folder;
    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.in(folder));
        Batch batch = new Batch();
        batch.add(at(2, ticket("a", "one")));
        batch.add(invoice(6, "Paper & Sons", "12.50"));
        new BatchWriter(store).write(batch);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aTopicThatIsSeenForTheFirstTimeGoesOnWhereItWas() {
        assertThat(new TopicIds(store).renewed(Map.of(TICKETS, "first"))).isEmpty();
        assertThat(positions()).containsEntry(part(TICKETS), 3L).containsEntry(part(INVOICES), 7L);
    }

    @Test
    void aTopicThatWasMadeAnewWhileNobodyLookedIsReadFromItsBeginning() {
        new TopicIds(store).renewed(Map.of(TICKETS, "first", INVOICES, "other"));
        store.close();
        store = Store.open(StoreSettings.in(folder));

        TopicIds ids = new TopicIds(store);
        Map<String, String> now = Map.of(TICKETS, "second", INVOICES, "other");
        assertThat(ids.renewed(now)).containsExactly(TICKETS);
        assertThat(positions()).doesNotContainKey(part(TICKETS)).containsEntry(part(INVOICES), 7L);
        assertThat(ids.renewed(now)).isEmpty();
    }

    @Test
    void aTopicThatIsAwayForAWhileIsNotForgotten() {
        TopicIds ids = new TopicIds(store);
        ids.renewed(Map.of(TICKETS, "first"));
        ids.renewed(Map.of());
        assertThat(ids.renewed(Map.of(TICKETS, "second"))).containsExactly(TICKETS);
    }

    private Map<Batch.TopicPart, Long> positions() {
        return new StoreFacts(store).positions();
    }

    private static Batch.TopicPart part(String topic) {
        return new Batch.TopicPart(topic, 0);
    }
}
