package io.runnel.modelstore;

import java.util.Arrays;
import java.util.Optional;

/** Which numbers of a row speak for a text; named as in {@code runnel.yaml}. */
public enum Pooling {
    /** The mean of the text's own tokens, without special ones: any span can be asked. */
    SPAN("mean"),
    /** The same of a text that has a row to itself, as encoders that know no other rows need it. */
    ALONE("mean-alone"),
    /** The graph gives one set of numbers for the row. */
    ROW("row"),
    /** The row's first token. */
    FIRST("cls"),
    /** The mean of all tokens of the row, special ones too, as sentence-transformers has it. */
    ALL("all");

    private final String label;

    Pooling(String label) {
        this.label = label;
    }

    /** The name in {@code runnel.yaml}. */
    public String label() {
        return label;
    }

    /** Whether the numbers are those of a whole row. */
    public boolean isOfRow() {
        return this != SPAN && this != ALONE;
    }

    /** The pooling of this name, if there is one. */
    static Optional<Pooling> ofLabel(String label) {
        return Arrays.stream(values()).filter(pooling -> pooling.label.equals(label)).findFirst();
    }
}
