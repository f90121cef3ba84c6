package io.runnel.flink;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * How sure one head was of its answers, as a histogram that adds up over subtasks: each counter
 * {@code confidence} has a label {@code le} and counts the scores up to it, as Prometheus wants
 * them. A quantile per subtask, which is all that Flink's own histograms tell, could not be added.
 */
final class Confidence {
    private static final double[] BOUNDS = {
        0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99, Double.POSITIVE_INFINITY
    };

    private final Map<Double, Counter> counters = new LinkedHashMap<>();

    Confidence(MetricGroup group, String head) {
        MetricGroup own = group.addGroup("head", head);
        for (double bound : BOUNDS) {
            String label = Double.isInfinite(bound) ? "+Inf" : Double.toString(bound);
            counters.put(bound, own.addGroup("le", label).counter("confidence"));
        }
    }

    void count(double score) {
        counters.forEach(
                (bound, counter) -> {
                    if (score <= bound) {
                        counter.inc();
                    }
                });
    }
}
