package io.runnel.flink;

import io.runnel.inference.InferenceResult;
import io.runnel.inference.SummaryOutcome;
import java.util.Optional;

/**
 * A document and what the engine says of it.
 *
 * @param summary what was written about it; {@code null} where nobody writes
 */
record Answered(AskedDocument asked, InferenceResult result, SummaryOutcome summary) {
    Optional<SummaryOutcome> written() {
        return Optional.ofNullable(summary);
    }
}
