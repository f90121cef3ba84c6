package io.runnel.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.modelstore.ModelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class EngineGaugesTest {
    private static final Set<ModelId> MODELS = Set.of(new ModelId("tiny", "1"));

    private final Shown first = new Shown();
    private final Shown second = new Shown();

    @Test
    void showsTheEnginesGaugesInOneSubtaskAtATime() {
        try (EngineGauges one = new EngineGauges(first, null, MODELS);
                EngineGauges other = new EngineGauges(second, null, MODELS)) {
            one.showUnlessShown();
            other.showUnlessShown();

            assertThat(first.gauges)
                    .contains("engine.queuedChunks", "engine.model.tiny.version.1.modelMillis")
                    .doesNotHaveDuplicates();
            assertThat(second.gauges).isEmpty();
        }
    }

    @Test
    void showsAModelThatNoOtherSubtaskAsksWhereverItIsAsked() {
        try (EngineGauges one = new EngineGauges(first, null, MODELS);
                EngineGauges other =
                        new EngineGauges(second, null, Set.of(new ModelId("tiny", "2")))) {
            one.showUnlessShown();
            other.showUnlessShown();

            assertThat(second.gauges)
                    .contains("engine.model.tiny.version.2.runs")
                    .allMatch(name -> name.startsWith("engine.model.tiny.version.2."));
        }
    }

    @Test
    void showsThemInAnotherSubtaskOnceTheFirstIsClosed() {
        try (EngineGauges other = new EngineGauges(second, null, MODELS)) {
            try (EngineGauges one = new EngineGauges(first, null, MODELS)) {
                one.showUnlessShown();
            }
            other.showUnlessShown();

            assertThat(second.gauges).isEqualTo(first.gauges).isNotEmpty();
        }
    }

    /** A metric group that keeps the names of its gauges, below {@code runnel}. */
    private static final class Shown extends UnregisteredMetricsGroup {
        private final String path;
        private final List<String> gauges;

        Shown() {
            this("", new ArrayList<>());
        }

        private Shown(String path, List<String> gauges) {
            this.path = path;
            this.gauges = gauges;
        }

        @Override
        public MetricGroup addGroup(String name) {
            return new Shown(name.equals("runnel") ? path : path + name + ".", gauges);
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return new Shown(path + key + "." + value + ".", gauges);
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            gauges.add(path + name);
            return gauge;
        }
    }
}
