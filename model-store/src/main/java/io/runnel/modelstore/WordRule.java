package io.runnel.modelstore;

import java.util.Arrays;
import java.util.Optional;

/**
 * How it is told that a token goes on with the word before it; named as in {@code runnel.yaml}. The
 * last two are those of the Hugging Face pipeline, so that its answers are met exactly.
 */
public enum WordRule {
    /** As the tokenizer cut the text into words. */
    TOKENIZER("tokenizer"),
    /** A token whose own text is not as long as what it stands for, as {@code ##ing}, goes on. */
    PREFIX("prefix"),
    /** A token with no blank at its start goes on. */
    BLANKS("blanks");

    private final String label;

    WordRule(String label) {
        this.label = label;
    }

    /** The name in {@code runnel.yaml}. */
    public String label() {
        return label;
    }

    /** The rule of this name, if there is one. */
    static Optional<WordRule> ofLabel(String label) {
        return Arrays.stream(values()).filter(rule -> rule.label.equals(label)).findFirst();
    }
}
