package io.runnel.inference.text;

/**
 * The part of one passage that stands in one chunk.
 *
 * @param passage the passage's place in the request
 * @param span what it covers in the passage's text
 * @param firstToken index in the passage's tokens
 * @param endToken index after the last one
 * @param repeated how many of its first tokens stood in the chunk before, to give context; they
 *     count there
 */
public record Piece(int passage, CharSpan span, int firstToken, int endToken, int repeated) {
    /** How many tokens it has. */
    public int tokens() {
        return endToken - firstToken;
    }

    /** The first token that counts here: every token of a passage counts in exactly one piece. */
    public int firstOwnToken() {
        return firstToken + repeated;
    }
}
