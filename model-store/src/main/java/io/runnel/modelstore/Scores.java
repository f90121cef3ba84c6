package io.runnel.modelstore;

import java.util.Arrays;
import java.util.Optional;

/** How logits become scores; named as in the Hugging Face pipeline and in {@code runnel.yaml}. */
public enum Scores {
    /** One label is right: scores sum to 1. */
    SOFTMAX("softmax"),
    /** Any number of labels is right: each score stands alone. */
    SIGMOID("sigmoid"),
    /** The numbers are the answer, as in a regression. */
    NONE("none");

    private final String label;

    Scores(String label) {
        this.label = label;
    }

    /** The name in {@code runnel.yaml}. */
    public String label() {
        return label;
    }

    /** The scores of this name, if there are any. */
    static Optional<Scores> ofLabel(String label) {
        return Arrays.stream(values()).filter(scores -> scores.label.equals(label)).findFirst();
    }
}
