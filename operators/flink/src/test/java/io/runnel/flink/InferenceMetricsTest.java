package io.runnel.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.runnel.modelstore.ModelId;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class InferenceMetricsTest {
    private final Named named = new Named();
    private final InferenceMetrics metrics = new InferenceMetrics(named, DocumentType.TICKET);

    @Test
    void countsAnswersByTaskHeadAndVersionOfTheModel() {
        metrics.enriched(classified(0.5));
        metrics.enriched(classified(0.5));

        assertThat(
                        count(
                                "type_task_head_model_version_answers",
                                "type=ticket,task=classification,head=ticket-queue,"
                                        + "model=runnel-base,version=3"))
                .isEqualTo(2);
    }

    @Test
    void countsTheScoresOfAHeadUpToEachBoundAsPrometheusAddsThemUp() {
        metrics.enriched(classified(0.55));
        metrics.enriched(classified(0.9));
        metrics.enriched(classified(1));

        assertThat(confidence("0.5")).isZero();
        assertThat(confidence("0.6")).isEqualTo(1);
        assertThat(confidence("0.9")).isEqualTo(2);
        assertThat(confidence("0.99")).isEqualTo(2);
        assertThat(confidence("+Inf")).isEqualTo(3);
    }

    @Test
    void sayNothingOfTheConfidenceOfATaskThatWasNotAsked() {
        metrics.enriched(classified(0.5));

        assertThat(named.metrics.keySet())
                .noneMatch(name -> name.contains("head=salience,le"))
                .anyMatch(name -> name.contains("task=summary,language=de"));
    }

    @Test
    void standInTheTableOfMetricsWithThoseOfTheEngine() throws IOException {
        metrics.enriched(classified(0.5));
        try (EngineGauges gauges =
                new EngineGauges(named, new FakeEngine(), Set.of(new ModelId("tiny", "1")))) {
            gauges.showUnlessShown();
        }
        String page = Files.readString(Path.of("../../docs/metrics.md"));

        assertThat(named.metrics.keySet().stream().map(name -> name.replaceAll("\\{.*", "")))
                .hasSizeGreaterThan(30)
                .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
    }

    private long confidence(String bound) {
        return count("type_head_le_confidence", "type=ticket,head=ticket-queue,le=" + bound);
    }

    private long count(String name, String labels) {
        String key = Named.SCOPE + "runnel_" + name + "{" + labels + "}";
        return ((Counter) named.metrics.get(key)).getCount();
    }

    /** A ticket whose class is so sure, in a language that its summary's head does not know. */
    private static Enriched classified(double score) {
        return new Enriched(
                null,
                null,
                Documents.ticket("t-1", "Grüße"),
                new Language("de", 1, LanguageSource.STATED),
                new Classification("billing", score, List.of(), List.of()),
                Sentiment.unanswered(),
                List.of(),
                List.of(),
                Summary.unanswered(),
                List.of(
                        provenance("classification", "ticket-queue", AnswerStatus.ANSWERED),
                        provenance("summary", "salience", AnswerStatus.UNSUPPORTED_LANGUAGE)),
                new Processing(0, 0, false, false, 0, 0, 0, 0),
                Map.of("email", 1),
                0);
    }

    private static Provenance provenance(String task, String head, AnswerStatus status) {
        return new Provenance(task, head, "runnel-base", "3", null, "int8", status);
    }

    /** Keeps metrics by their names in Prometheus: a group with a value is a label. */
    private static final class Named extends UnregisteredMetricsGroup {
        private static final String SCOPE = "flink_taskmanager_job_task_operator_";

        private final String path;
        private final String labels;
        private final Map<String, Metric> metrics;

        Named() {
            this(SCOPE, "", new TreeMap<>());
        }

        private Named(String path, String labels, Map<String, Metric> metrics) {
            this.path = path;
            this.labels = labels;
            this.metrics = metrics;
        }

        @Override
        public Counter counter(String name) {
            Counter counter = super.counter(name);
            metrics.put(key(name), counter);
            return counter;
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
            metrics.put(key(name), gauge);
            return gauge;
        }

        @Override
        public MetricGroup addGroup(String name) {
            return new Named(path + name + "_", labels, metrics);
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            String label = (labels.isEmpty() ? "" : ",") + key + "=" + value;
            return new Named(path + key + "_", labels + label, metrics);
        }

        private String key(String name) {
            return path + name + "{" + labels + "}";
        }
    }
}
