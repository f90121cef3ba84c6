package io.runnel.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class EngineGaugesTest {
    private final Shown first = new Shown();
    private final Shown second = new Shown();

    @Test
    void showsTheEnginesGaugesInOneSubtaskAtATime() {
        try (EngineGauges one = new EngineGauges(first, null);
                EngineGauges other = new EngineGauges(second, null)) {
            one.showUnlessShown();
            other.showUnlessShown();

            assertThat(first.gauges).contains("queuedChunks").doesNotHaveDuplicates();
            assertThat(second.gauges).isEmpty();
        }
    }

    @Test
    void showsThemInAnotherSubtaskOnceTheFirstIsClosed() {
        try (EngineGauges other = new EngineGauges(second, null)) {
            try (EngineGauges one = new EngineGauges(first, null)) {
                one.showUnlessShown();
            }
            other.showUnlessShown();

            assertThat(second.gauges).isEqualTo(first.gauges).isNotEmpty();
        }
    }

    /** A metric group that keeps the names of its gauges. */
    private static final class Shown extends UnregisteredMetricsGroup {
        private final List<String> gauges = new ArrayList<>();

        @Override
        public MetricGroup addGroup(String name) {
            return this;
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.add(name);
            return gauge;
        }
    }
}
