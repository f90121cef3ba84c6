package io.runnel.benchmarks.ceiling;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.benchmarks.measure.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

class BestCeilingTest {
    private static final CeilingPlan SHARED = new CeilingPlan(Layout.shared(2), 256);
    private static final CeilingPlan APART = new CeilingPlan(Layout.apart(2), 256);

    @Test
    void aSharedSessionDoesNotWinByLittle() {
        assertThat(best(entry(SHARED, 1_040), entry(APART, 1_000))).isEqualTo(APART);
    }

    @Test
    void aSharedSessionWinsByMuch() {
        assertThat(best(entry(SHARED, 1_100), entry(APART, 1_000))).isEqualTo(SHARED);
    }

    @Test
    void theFastestOfTheOthersWins() {
        CeilingPlan larger = new CeilingPlan(Layout.apart(2), 512);

        assertThat(best(entry(APART, 1_000), entry(larger, 1_010))).isEqualTo(larger);
    }

    private static CeilingPlan best(BestCeiling.Entry... entries) {
        return new BestCeiling(List.of(entries)).best().plan();
    }

    private static BestCeiling.Entry entry(CeilingPlan plan, long tokens) {
        return new BestCeiling.Entry(plan, List.of(new Work(10, tokens, 1)), 1, 1);
    }
}
