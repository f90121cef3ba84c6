package io.runnel.inference.text;

/**
 * A sentence of a passage, without blanks around it, and the passage's tokens that belong to it.
 *
 * @param firstToken index in the passage's tokens
 * @param endToken index after the last one
 */
public record Sentence(CharSpan span, int firstToken, int endToken) {
    /** How many tokens it has. */
    public int tokens() {
        return endToken - firstToken;
    }
}
