package io.runnel.jobs;

import io.runnel.schemas.document.DocumentType;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/** The time that one subtask has spent in one stage, shown in milliseconds; it only grows. */
final class StageTime {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LongSupplier nanoTime;
    private final LongAdder nanos = new LongAdder();

    StageTime(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * A time that is shown beside the rejects of the operator.
     *
     * @param name such as {@code decodeMillis}
     */
    static StageTime shown(MetricGroup operator, DocumentType type, String name) {
        StageTime time = new StageTime(System::nanoTime);
        operator.addGroup("runnel")
                .addGroup("type", type.label())
                .gauge(name, (Gauge<Long>) time::millis);
        return time;
    }

    /** Does this, and counts how long it takes. */
    <R> R spentOn(Supplier<R> stage) {
        long start = nanoTime.getAsLong();
        try {
            return stage.get();
        } finally {
            nanos.add(nanoTime.getAsLong() - start);
        }
    }

    long millis() {
        return nanos.sum() / NANOS_PER_MILLI;
    }
}
