package io.runnel.benchmarks.suite;

import io.runnel.benchmarks.measure.Latencies;
import io.runnel.benchmarks.measure.Spread;
import io.runnel.benchmarks.report.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * Latencies of one thing that was measured several times: percentiles of all times together, and
 * how far the p99 of one time is from that of another.
 */
record Seen(Latencies together, Spread p99) {
    static Seen of(List<Latencies> repeats) {
        return new Seen(
                Latencies.together(repeats),
                Spread.of(repeats.stream().map(one -> one.percentile(99)).toList()));
    }

    static List<Table.Column> columns() {
        return List.of(
                Table.number("documents_measured", "Measured", 0),
                Table.number("p50_ms", "p50, ms", 1),
                Table.number("p95_ms", "p95, ms", 1),
                Table.number("p99_ms", "p99, ms", 1),
                Table.number("p99_min_ms", "least p99", 1),
                Table.number("p99_max_ms", "greatest p99", 1),
                Table.number("max_ms", "max, ms", 1));
    }

    /** The values of these columns. */
    List<Object> values() {
        return List.of(
                together.count(),
                together.percentile(50),
                together.percentile(95),
                together.percentile(99),
                p99.min(),
                p99.max(),
                together.max());
    }

    /** A row that begins with these values. */
    List<Object> rowOf(Object... first) {
        List<Object> row = new ArrayList<>(List.of(first));
        row.addAll(values());
        return row;
    }
}
