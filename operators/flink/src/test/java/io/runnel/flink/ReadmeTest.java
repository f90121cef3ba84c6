package io.runnel.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.inference.EngineStatistics;
import io.runnel.schemas.document.AnswerStatus;
import io.runnel.schemas.document.Classification;
import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Language;
import io.runnel.schemas.document.LanguageSource;
import io.runnel.schemas.document.Processing;
import io.runnel.schemas.document.Provenance;
import io.runnel.schemas.document.Sentiment;
import io.runnel.schemas.document.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private final String readme = readReadme();

    @Test
    void namesEveryMetric() {
        Names counters = new Names("");
        InferenceMetrics metrics = new InferenceMetrics(counters, DocumentType.TICKET);
        metrics.enriched(unsupported());
        Names gauges = new Names("");
        try (EngineGauges shown = new EngineGauges(gauges, new FakeEngine())) {
            shown.showUnlessShown();
        }

        assertThat(counters.names).hasSize(11);
        assertThat(gauges.names).hasSize(EngineStatistics.class.getRecordComponents().length);
        assertThat(counters.names)
                .allSatisfy(name -> assertThat(readme).contains("| `" + name + "` |"));
        assertThat(gauges.names)
                .allSatisfy(name -> assertThat(readme).contains("| `" + name + "` |"));
    }

    @Test
    void namesEveryOptionWithItsDefault() {
        for (ConfigOption<?> option : EngineOptions.all()) {
            String value =
                    option.hasDefaultValue()
                            ? "`"
                                    + ConfigurationUtils.convertValue(
                                            option.defaultValue(), String.class)
                                    + "`"
                            : "";
            assertThat(readme).contains("| `" + option.key() + "` | " + value);
        }
    }

    private static Enriched unsupported() {
        return new Enriched(
                null,
                null,
                Documents.ticket("t-1", "Grüße"),
                new Language("de", 1, LanguageSource.STATED),
                Classification.unanswered(),
                Sentiment.unanswered(),
                List.of(),
                List.of(),
                Summary.unanswered(),
                List.of(
                        new Provenance(
                                "summary",
                                "salience",
                                "runnel-base",
                                "1",
                                null,
                                "int8",
                                AnswerStatus.UNSUPPORTED_LANGUAGE)),
                new Processing(0, 0, false, false, 0, 0, 0, 0),
                Map.of("email", 1),
                0);
    }

    /** Remembers the names of metrics with their groups. */
    private static final class Names extends UnregisteredMetricsGroup {
        private final List<String> names;
        private final String path;

        Names(String path) {
            this(path, new ArrayList<>());
        }

        private Names(String path, List<String> names) {
            this.path = path;
            this.names = names;
        }

        @Override
        public Counter counter(String name) {
            names.add(path + name);
            return super.counter(name);
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            names.add(path + name);
            return super.gauge(name, gauge);
        }

        @Override
        public MetricGroup addGroup(String name) {
            return new Names(path + name + ".", names);
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return new Names(path + key + ".<" + key + ">.", names);
        }
    }

    private static String readReadme() {
        try {
            return Files.readString(Path.of("README.md"));
        } catch (IOException e) {
            throw new AssertionError("README.md of the Flink operator is missing.", e);
        }
    }
}
