package io.runnel.jobs;

import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** One counter {@code rejects} per reason, with the label {@code reason}. */
final class RejectCounters {
    private final Map<RejectReason, Counter> counters = new EnumMap<>(RejectReason.class);

    RejectCounters(MetricGroup operator) {
        for (RejectReason reason : RejectReason.values()) {
            counters.put(
                    reason,
                    operator.addGroup("runnel")
                            .addGroup("reason", reason.name())
                            .counter("rejects"));
        }
    }

    void count(Reject reject) {
        counters.get(reject.reason()).inc();
    }
}
