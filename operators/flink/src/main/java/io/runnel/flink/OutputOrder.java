package io.runnel.flink;

/** In which order documents leave an enrichment. */
public enum OutputOrder {
    /** As they are answered: a short document overtakes a long one. Quickest. */
    UNORDERED,
    /** As they came in, per subtask: a long document holds up those behind it. */
    ORDERED
}
