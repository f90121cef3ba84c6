package io.runnel.flink;

import io.runnel.inference.EngineStatistics;
import io.runnel.inference.InferenceEngine;
import io.runnel.inference.ModelStatistics;
import io.runnel.modelstore.ModelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * The engine's own numbers and those of each model, shown by one subtask of the process at a time:
 * see {@link ProcessGauges}.
 */
final class EngineGauges implements AutoCloseable {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final MetricGroup operator;
    private final InferenceEngine.Lease engine;
    private final List<ProcessGauges> all = new ArrayList<>();

    /**
     * @param models that this operator asks
     */
    EngineGauges(MetricGroup operator, InferenceEngine.Lease engine, Set<ModelId> models) {
        this.operator = operator;
        this.engine = engine;
        all.add(new ProcessGauges("engine", this::registerEngine));
        for (ModelId model : models) {
            all.add(new ProcessGauges("model." + model, () -> register(model)));
        }
    }

    /** Shows here what no other subtask of this process shows. */
    void showUnlessShown() {
        all.forEach(ProcessGauges::showUnlessShown);
    }

    @Override
    public void close() {
        all.forEach(ProcessGauges::close);
    }

    private void registerEngine() {
        MetricGroup group = operator.addGroup("runnel").addGroup("engine");
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
        show(group, "queuedChunks", EngineStatistics::queuedChunks);
        show(group, "busyWorkers", EngineStatistics::busyWorkers);
        show(group, "openSessions", EngineStatistics::openSessions);
        show(group, "cachedAnswers", EngineStatistics::cachedAnswers);
        show(group, "modelBytes", EngineStatistics::modelBytes);
        show(group, "residentBytes", EngineStatistics::residentBytes);
        show(group, "batchMaxTokens", EngineStatistics::batchMaxTokens);
    }

    private void register(ModelId model) {
        MetricGroup group =
                operator.addGroup("runnel")
                        .addGroup("engine")
                        .addGroup("model", model.name())
                        .addGroup("version", model.version());
        Supplier<ModelStatistics> now = () -> engine.statistics(model);
        group.gauge("runs", (Gauge<Long>) () -> now.get().runs());
        group.gauge("rows", (Gauge<Long>) () -> now.get().rows());
        group.gauge("paddedTokens", (Gauge<Long>) () -> now.get().paddedTokens());
        group.gauge("modelMillis", (Gauge<Long>) () -> now.get().nanos() / NANOS_PER_MILLI);
    }

    private void show(MetricGroup group, String name, ToLongFunction<EngineStatistics> number) {
        group.gauge(name, (Gauge<Long>) () -> number.applyAsLong(engine.statistics()));
    }
}
