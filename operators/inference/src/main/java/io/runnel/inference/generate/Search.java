package io.runnel.inference.generate;

/**
 * The search for one text: which tokens follow, given what the model says. It owns {@code rows()}
 * rows of the model's batch and knows nothing of other texts, so an answer cannot depend on them.
 */
interface Search {
    /** How many sequences are followed at once; the same from the first step to the last. */
    int rows();

    /** The tokens that each row is given next. */
    int[] next();

    /**
     * Takes the logits of each row, which it may change.
     *
     * @return for each row, which of the rows before it goes on with
     */
    int[] advance(float[][] logits);

    /** Whether nothing more is to be written. */
    boolean isOver();

    /** The best text so far. */
    Written written(Written.Ending whenCut);
}
