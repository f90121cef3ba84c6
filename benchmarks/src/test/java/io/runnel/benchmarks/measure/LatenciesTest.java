package io.runnel.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void tellPercentilesInMilliseconds() {
        Latencies latencies = new Latencies();
        for (int millis = 1; millis <= 1_000; millis++) {
            latencies.record(TimeUnit.MILLISECONDS.toNanos(millis));
        }
        assertThat(latencies.count()).isEqualTo(1_000);
        assertThat(latencies.percentile(50)).isCloseTo(500, Percentage.withPercentage(0.2));
        assertThat(latencies.percentile(99)).isCloseTo(990, Percentage.withPercentage(0.2));
        assertThat(latencies.max()).isCloseTo(1_000, Percentage.withPercentage(0.2));
    }

    @Test
    void takeTimesOfAnyLength() {
        Latencies latencies = new Latencies();
        latencies.record(0);
        latencies.record(TimeUnit.HOURS.toNanos(2));
        assertThat(latencies.max()).isCloseTo(7.2e6, Percentage.withPercentage(0.2));
    }
}
