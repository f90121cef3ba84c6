package io.runnel.sql;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/**
 * How many rows had which outcome, as {@code runnel.model.<model>.status.<status>.rows}.
 * Thread-safe: answers come from the engine's threads.
 */
final class RowCounters {
    private final Map<Status, Counter> rows = new EnumMap<>(Status.class);

    /**
     * @param model its name and version
     */
    RowCounters(MetricGroup operator, String model) {
        MetricGroup group = operator.addGroup("runnel").addGroup("model", model);
        for (Status status : Status.values()) {
            rows.put(
                    status,
                    group.addGroup("status", status.label())
                            .counter("rows", new ThreadSafeSimpleCounter()));
        }
    }

    void count(Status status) {
        rows.get(status).inc();
    }
}
