package io.runnel.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ArrivalsTest {
    @Test
    void arriveAtTheRateThatWasAskedFor() {
        Arrivals arrivals = Arrivals.poisson(100, 10_000, 1);
        assertThat(arrivals.nanos()[9_999] / 1e9).isCloseTo(100, Percentage.withPercentage(5));
        assertThat(arrivals.nanos()).isSorted();
    }

    @Test
    void areTheSameForTheSameSeed() {
        assertThat(Arrivals.poisson(10, 100, 3).nanos())
                .isEqualTo(Arrivals.poisson(10, 100, 3).nanos())
                .isNotEqualTo(Arrivals.poisson(10, 100, 4).nanos());
    }

    @Test
    void keepTheirDueTimesWhenTheSystemStalls() throws InterruptedException {
        List<Long> due = new ArrayList<>();
        new Arrivals(new long[] {0, 1_000, 2_000})
                .play(
                        (number, nanos) -> {
                            due.add(nanos);
                            long stalled = System.nanoTime() + 2_000_000;
                            while (System.nanoTime() < stalled) {
                                Thread.onSpinWait();
                            }
                        });
        assertThat(due.get(1) - due.get(0)).isEqualTo(1_000);
        assertThat(due.get(2) - due.get(0)).isEqualTo(2_000);
    }
}
