package io.runnel.dashboard.store;

import static io.runnel.dashboard.Samples.at;
import static io.runnel.dashboard.Samples.ticket;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.runnel.dashboard.Eventually;
import io.runnel.dashboard.search.TextIndex;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptOverviewTest {
    @TempDir Path folder;
    private final Watch watch = new Watch();
    private Store store;
    private TextIndex index;
    private IndexKeeper keeper;
    private KeptOverview overview;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.in(folder));
        index = TextIndex.open(store.settings().index());
        keeper = new IndexKeeper(store, index);
        overview = new KeptOverview(store, new Overview(store, index), watch);
    }

    @AfterEach
    void close() {
        overview.close();
        index.close();
        store.close();
    }

    @Test
    void keepsTheAnswerWhileNothingChanges() {
        write(0, "a");
        ObjectNode first = overview.of(Filter.ALL);
        watch.pass(Duration.ofHours(1));
        assertThat(overview.of(Filter.ALL)).isSameAs(first);
    }

    @Test
    void givesTheKeptAnswerForAFewSecondsAndSaysOfWhenItIs() {
        write(0, "a");
        Instant counted = watch.instant();
        overview.of(Filter.ALL);
        write(1, "b");
        watch.pass(KeptOverview.OLDEST.minusMillis(1));
        ObjectNode kept = overview.of(Filter.ALL);
        assertThat(kept.get("documents").asInt()).isEqualTo(1);
        assertThat(kept.get("counted_at").asText()).isEqualTo(counted.toString());
    }

    @Test
    void countsAgainWhereTheKeptAnswerIsTooOld() {
        write(0, "a");
        overview.of(Filter.ALL);
        write(1, "b");
        watch.pass(KeptOverview.OLDEST);
        assertThat(overview.of(Filter.ALL).get("documents").asInt()).isEqualTo(2);
    }

    @Test
    void countsInTheBackgroundWhatTheNextOneGets() throws Exception {
        write(0, "a");
        overview.of(Filter.ALL);
        write(1, "b");
        Eventually.get(
                () -> assertThat(overview.of(Filter.ALL).get("documents").asInt()).isEqualTo(2));
        assertThat(watch.instant()).isEqualTo(Instant.EPOCH);
    }

    @Test
    void countsAFilterAlwaysAnew() {
        write(0, "a");
        Filter words = Filter.ofWords("umbrella");
        assertThat(overview.of(words).get("documents").asInt()).isEqualTo(1);
        write(1, "b");
        ObjectNode now = overview.of(words);
        assertThat(now.get("documents").asInt()).isEqualTo(2);
        assertThat(now.get("counted_at").asText()).isEqualTo(watch.instant().toString());
    }

    private void write(long offset, String id) {
        Batch batch = new Batch();
        batch.add(at(offset, ticket(id, "An umbrella")));
        keeper.follow(new BatchWriter(store).write(batch));
    }

    /** A clock that goes on when it is told to. */
    private static final class Watch extends Clock {
        private volatile Instant now = Instant.EPOCH;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
