package io.runnel.modelstore.generation;

/** When a beam search is over; named as in {@code generation_config.json}. */
public enum EarlyStopping {
    /** {@code false}: when the best open beam, as long as it is now, beats no finished one. */
    HEURISTIC,
    /** {@code true}: as soon as there are as many finished sequences as beams. */
    FIRST_FINISHED,
    /** {@code "never"}: when no open beam can beat a finished one at any length. */
    WHEN_HOPELESS
}
