package io.runnel.flink;

import io.runnel.schemas.document.Enriched;
import io.runnel.schemas.document.Outcome;
import io.runnel.schemas.document.Reject;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Enriched records go on, rejects go aside: an asynchronous function has no side output of its own.
 */
final class PartOutcomes extends ProcessFunction<Outcome, Enriched> {
    static final OutputTag<Reject> REJECTS =
            new OutputTag<>("rejects", TypeInformation.of(Reject.class));

    private static final long serialVersionUID = 1L;

    @Override
    public void processElement(Outcome outcome, Context context, Collector<Enriched> records) {
        if (outcome.enriched() != null) {
            records.collect(outcome.enriched());
        } else {
            context.output(REJECTS, outcome.reject());
        }
    }
}
