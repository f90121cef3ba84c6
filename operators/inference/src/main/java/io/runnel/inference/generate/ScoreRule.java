package io.runnel.inference.generate;

/**
 * Changes the scores of the token that comes next, in place, as the processor of the same purpose
 * in transformers does. Without state.
 */
@FunctionalInterface
interface ScoreRule {
    /**
     * Changes the scores.
     *
     * @param scores one for each token of the vocabulary
     */
    void apply(Sequence sequence, float[] scores);
}
