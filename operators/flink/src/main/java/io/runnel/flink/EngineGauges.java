package io.runnel.flink;

import io.runnel.inference.EngineStatistics;
import io.runnel.inference.InferenceEngine;
import java.util.UUID;
import java.util.function.Function;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The engine's own numbers, shown by one operator subtask of the process at a time.
 *
 * <p>All subtasks and jobs share the engine, so each would show the same numbers. Flink gives user
 * code no metric group of the process, and every job has a class loader of its own, so no static
 * field here is the process's. Therefore the subtask that shows them holds a system property with a
 * token of its own; when it closes, the next one takes over.
 */
final class EngineGauges implements AutoCloseable {
    static final String OWNER = "io.runnel.engine.gauges.owner";

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final MetricGroup operator;
    private final InferenceEngine.Lease engine;
    private final String token;
    private boolean shown;

    EngineGauges(MetricGroup operator, InferenceEngine.Lease engine) {
        this.operator = operator;
        this.engine = engine;
        this.token = UUID.randomUUID().toString();
    }

    /**
     * Shows the gauges here unless another subtask of this process does; cheap enough to ask for
     * every document.
     */
    void showUnlessShown() {
        if (!shown && System.getProperties().putIfAbsent(OWNER, token) == null) {
            shown = true;
            register(operator.addGroup("runnel").addGroup("engine"));
        }
    }

    /** Lets another subtask show them; Flink removes these gauges with their operator. */
    @Override
    public void close() {
        System.getProperties().remove(OWNER, token);
    }

    private void register(MetricGroup group) {
        show(group, "requests", EngineStatistics::requests);
        show(group, "chunks", EngineStatistics::chunks);
        show(group, "tokens", EngineStatistics::tokens);
        show(group, "paddedTokens", EngineStatistics::paddedTokens);
        show(group, "runs", EngineStatistics::runs);
        show(group, "rows", EngineStatistics::rows);
        show(group, "failedRuns", EngineStatistics::failedRuns);
        show(group, "cacheHits", EngineStatistics::cacheHits);
        show(group, "tokenizeMillis", statistics -> statistics.tokenizeNanos() / NANOS_PER_MILLI);
        show(group, "queueMillis", statistics -> statistics.queueNanos() / NANOS_PER_MILLI);
        show(group, "modelMillis", statistics -> statistics.modelNanos() / NANOS_PER_MILLI);
        show(group, "queuedChunks", statistics -> (long) statistics.queuedChunks());
        show(group, "busyWorkers", statistics -> (long) statistics.busyWorkers());
        show(group, "openSessions", statistics -> (long) statistics.openSessions());
        show(group, "cachedAnswers", EngineStatistics::cachedAnswers);
        show(group, "modelBytes", EngineStatistics::modelBytes);
    }

    private void show(MetricGroup group, String name, Function<EngineStatistics, Long> number) {
        group.gauge(name, (Gauge<Long>) () -> number.apply(engine.statistics()));
    }
}
