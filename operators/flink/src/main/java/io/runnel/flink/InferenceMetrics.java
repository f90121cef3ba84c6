package io.runnel.flink;

import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Entity;
import io.runnel.schemas.document.Provenance;
import io.runnel.schemas.document.RejectReason;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What one operator subtask did, as counters in its group {@code runnel}; {@code docs/metrics.md}
 * names all.
 *
 * <p>Not thread-safe: touched in the subtask's mailbox only.
 */
final class InferenceMetrics {
    private final Counter documents;
    private final Counter enriched;
    private final Counter chunks;
    private final Counter tokens;
    private final Counter truncated;
    private final Counter cacheHits;
    private final Map<RejectReason, Counter> rejects = new EnumMap<>(RejectReason.class);
    private final Map<String, Counter> unsupported = new HashMap<>();
    private final Map<String, Counter> redacted = new HashMap<>();
    private final Map<String, Counter> summaries = new HashMap<>();
    private final Map<Provenance, Counter> answers = new HashMap<>();
    private final Map<String, Confidence> confidences = new HashMap<>();
    private final MetricGroup group;

    InferenceMetrics(MetricGroup operator, DocumentType type) {
        group = operator.addGroup("runnel").addGroup("type", type.label());
        documents = group.counter("documents");
        enriched = group.counter("enriched");
        chunks = group.counter("chunks");
        tokens = group.counter("tokens");
        truncated = group.counter("truncated");
        cacheHits = group.counter("cacheHits");
        for (RejectReason reason :
                new RejectReason[] {RejectReason.MODEL_FAILED, RejectReason.TIMED_OUT}) {
            rejects.put(reason, group.addGroup("reason", reason.name()).counter("rejects"));
        }
    }

    void documentIn() {
        documents.inc();
    }

    void enriched(Enriched record) {
        enriched.inc();
        chunks.inc(record.processing().chunks());
        tokens.inc(record.processing().tokens());
        if (record.processing().truncated()) {
            truncated.inc();
        }
        if (record.processing().cacheHit()) {
            cacheHits.inc();
        }
        record.redacted().forEach((kind, pieces) -> redacted(kind).inc(pieces));
        summaries(record.summary().method()).inc();
        for (Provenance row : record.provenance()) {
            switch (row.status()) {
                case UNSUPPORTED_LANGUAGE ->
                        unsupported(row.task(), record.language().code()).inc();
                case ANSWERED -> {
                    answers(row).inc();
                    scores(record, row.task()).forEach(confidence(row.head())::count);
                }
            }
        }
    }

    /** How sure the model was of what it answered to a task, as far as it says so. */
    private static DoubleStream scores(Enriched record, String task) {
        return switch (task) {
            case "classification" -> DoubleStream.of(record.classification().score());
            case "sentiment" -> DoubleStream.of(record.sentiment().score());
            case "entities" -> record.entities().stream().mapToDouble(Entity::score);
            case "fields" -> record.fields().stream().mapToDouble(Entity::score);
            default -> DoubleStream.empty();
        };
    }

    /** One histogram for each head that answered. */
    private Confidence confidence(String head) {
        return confidences.computeIfAbsent(head, first -> new Confidence(group, head));
    }

    /** One counter for each head of each version of a model that answered a task. */
    private Counter answers(Provenance row) {
        return answers.computeIfAbsent(
                row,
                first ->
                        group.addGroup("task", row.task())
                                .addGroup("head", row.head())
                                .addGroup("model", row.model())
                                .addGroup("version", row.version())
                                .counter("answers"));
    }

    /** One counter for each kind of personal data that was met. */
    private Counter redacted(String kind) {
        return redacted.computeIfAbsent(
                kind, first -> group.addGroup("kind", kind).counter("redacted"));
    }

    /** One counter for each task and language that was met. */
    private Counter unsupported(String task, String language) {
        return unsupported.computeIfAbsent(
                task + "/" + language,
                first ->
                        group.addGroup("task", task)
                                .addGroup("language", language)
                                .counter("unsupported"));
    }

    /** One counter for each way in which a summary came about. */
    private Counter summaries(String method) {
        return summaries.computeIfAbsent(
                method, first -> group.addGroup("method", method).counter("summaries"));
    }

    void rejected(RejectReason reason) {
        rejects.get(reason).inc();
    }
}
