package io.runnel.jobs;

import io.runnel.schemas.document.DocumentType;
import io.runnel.schemas.document.Reject;
import io.runnel.schemas.document.RejectReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * One counter {@code rejects} per reason, with the labels {@code type} and {@code reason}: the same
 * groups as those of the operator that enriches, so that one query sums all rejects.
 */
final class RejectCounters {
    private final Map<RejectReason, Counter> counters = new EnumMap<>(RejectReason.class);

    /**
     * @param reasons all that the operator rejects for; their counters begin at zero
     */
    RejectCounters(MetricGroup operator, DocumentType type, Set<RejectReason> reasons) {
        MetricGroup group = operator.addGroup("runnel").addGroup("type", type.label());
        for (RejectReason reason : reasons) {
            counters.put(reason, group.addGroup("reason", reason.name()).counter("rejects"));
        }
    }

    void count(Reject reject) {
        counters.get(reject.reason()).inc();
    }
}
