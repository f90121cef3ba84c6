package io.runnel.inference;

import io.runnel.inference.InferenceResult.ModelFacts;
import io.runnel.inference.summary.GuardedSummary;
import java.util.List;

/**
 * A summary that was written.
 *
 * @param parts how many parts the text was cut into, as it did not fit into the model
 * @param cut whether the model was stopped before it came to an end
 * @param model which model wrote, or was to
 */
public record SummaryOutcome(GuardedSummary summary, int parts, boolean cut, ModelFacts model) {
    /** Nothing could be written; sentences of the source stand in. */
    public static SummaryOutcome quoted(String extractive, ModelFacts model) {
        return new SummaryOutcome(
                new GuardedSummary(
                        extractive, GuardedSummary.Method.EXTRACTIVE_AFTER_FAILURE, List.of()),
                0,
                false,
                model);
    }
}
