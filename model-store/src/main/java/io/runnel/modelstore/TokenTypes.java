package io.runnel.modelstore;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a graph's input {@code token_type_ids} holds; named as in {@code runnel.yaml}. */
public enum TokenTypes {
    /** Zeros, or the graph has no such input. */
    NONE("none"),
    /** The letter case of each token as its text writes it, for a vocabulary in lower case. */
    LETTER_CASE("letter-case"),
    /** 0 for the first text of a row, 1 for the second. */
    SEGMENT("segment");

    private final String label;

    TokenTypes(String label) {
        this.label = label;
    }

    /** The name in {@code runnel.yaml}. */
    public String label() {
        return label;
    }

    /** The token types of this name, if there are any. */
    public static Optional<TokenTypes> ofLabel(String label) {
        return Arrays.stream(values()).filter(types -> types.label.equals(label)).findFirst();
    }

    /** All names, for messages. */
    static String labels() {
        return Arrays.stream(values()).map(TokenTypes::label).collect(Collectors.joining(", "));
    }
}
