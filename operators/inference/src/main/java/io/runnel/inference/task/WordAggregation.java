package io.runnel.inference.task;

/**
 * How the tokens of one word agree on a label; named as in the Hugging Face token-classification
 * pipeline.
 */
public enum WordAggregation {
    /** The first token decides. */
    FIRST,
    /** The token with the highest score decides. */
    MAX,
    /** The mean of the tokens' probabilities decides. */
    AVERAGE
}
