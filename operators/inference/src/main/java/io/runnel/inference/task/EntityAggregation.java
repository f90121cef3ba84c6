package io.runnel.inference.task;

/**
 * How tokens become entities; named as the aggregation strategies of the Hugging Face pipeline for
 * token classification.
 */
public enum EntityAggregation {
    /** Each token is an entity of its own. */
    NONE,
    /** Tokens of one group that follow each other are one entity. */
    SIMPLE,
    /** As {@link #SIMPLE}, and the first token of a word decides for the word. */
    FIRST,
    /** As {@link #SIMPLE}, and the mean over a word's tokens decides for the word. */
    AVERAGE,
    /** As {@link #SIMPLE}, and the surest token of a word decides for the word. */
    MAX;

    static EntityAggregation of(WordAggregation words) {
        return switch (words) {
            case FIRST -> FIRST;
            case MAX -> MAX;
            case AVERAGE -> AVERAGE;
        };
    }
}
