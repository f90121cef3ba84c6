package io.runnel.inference;

import io.runnel.inference.InferenceResult.ModelFacts;
import io.runnel.inference.summary.GuardedSummary;

/**
 * A summary that was written.
 *
 * @param parts how many parts the text was cut into, as it did not fit into the model
 * @param cut whether the model was stopped before it came to an end
 * @param model which model wrote
 */
public record SummaryOutcome(GuardedSummary summary, int parts, boolean cut, ModelFacts model) {}
