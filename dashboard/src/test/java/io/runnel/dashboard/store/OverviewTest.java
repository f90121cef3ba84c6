package io.runnel.dashboard.store;

import static io.runnel.dashboard.Samples.at;
import static io.runnel.dashboard.Samples.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.search.TextIndex;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverviewTest {
    private static final int DOCUMENTS = 150;

    @TempDir Path folder;
    private Store store;
    private TextIndex index;
    private Overview overview;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.in(folder));
        index = TextIndex.open(store.settings().index());
        overview = new Overview(store, index);
    }

    @AfterEach
    void close() {
        index.close();
        store.close();
    }

    @Test
    void countsOneStateOfTheStoreWhileDocumentsCome() {
        CompletableFuture<Void> writing = CompletableFuture.runAsync(this::writeOneByOne);
        ObjectNode counted;
        do {
            counted = overview.of(Filter.ALL);
            int documents = counted.get("documents").asInt();
            assertThat(documents(counted.get("volume"))).isEqualTo(documents);
            assertThat(documents(counted.get("labels"))).isEqualTo(documents);
            assertThat(documents(counted.get("entities"))).isEqualTo(documents);
        } while (!writing.isDone());
        writing.join();
        assertThat(overview.of(Filter.ALL).get("documents").asInt()).isEqualTo(DOCUMENTS);
    }

    private void writeOneByOne() {
        BatchWriter writer = new BatchWriter(store);
        for (int i = 0; i < DOCUMENTS; i++) {
            Batch batch = new Batch();
            batch.add(at(i, ticket("tk-" + i, "From Porto")));
            writer.write(batch);
        }
    }

    private static int documents(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .mapToInt(row -> row.get("documents").asInt())
                .sum();
    }

    @ParameterizedTest
    @CsvSource({
        "0, minute, 2026-11-20T12:00:00Z",
        "1, hour, 2026-11-20T12:00:00Z",
        "100, day, 2026-11-20T00:00:00Z",
        "1000, week, 2026-11-16T00:00:00Z",
        "5000, month, 2026-11-01T00:00:00Z",
        "20000, year, 2026-01-01T00:00:00Z",
        "3000000, year, 2026-01-01T00:00:00Z"
    })
    void shortensALongAxisByWiderPoints(int days, String bucket, String from) {
        Batch batch = new Batch();
        batch.add(at(0, ticket("first", "one")));
        batch.add(at(Duration.ofDays(days).toSeconds(), ticket("last", "two")));
        new BatchWriter(store).write(batch);
        ObjectNode counted = overview.of(Filter.ALL);
        assertThat(counted.get("bucket").asText()).isEqualTo(bucket);
        assertThat(counted.at("/volume/0/at").asText()).isEqualTo(from);
        assertThat(counted.at("/sentiment/0/at").asText()).isEqualTo(from);
    }
}
