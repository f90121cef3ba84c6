package io.runnel.inference.generate;

import java.util.Arrays;

/**
 * The tokens of one sequence: what it started with, and what was written. Values: adding a token
 * gives another sequence.
 */
final class Sequence {
    private final int[] tokens;
    private final int length;
    private final int given;

    private Sequence(int[] tokens, int length, int given) {
        this.tokens = tokens;
        this.length = length;
        this.given = given;
    }

    /** A sequence of which nothing is written yet. */
    static Sequence startingWith(int... tokens) {
        return new Sequence(tokens.clone(), tokens.length, tokens.length);
    }

    /** This one and one more token. */
    Sequence with(int token) {
        int[] more = Arrays.copyOf(tokens, length + 1);
        more[length] = token;
        return new Sequence(more, length + 1, given);
    }

    int length() {
        return length;
    }

    /** How many tokens it started with. */
    int given() {
        return given;
    }

    int token(int place) {
        return tokens[place];
    }

    int last() {
        return tokens[length - 1];
    }

    /** What was written. */
    int[] written() {
        return Arrays.copyOfRange(tokens, given, length);
    }

    /** All of it. */
    int[] all() {
        return tokens.clone();
    }

    /** Whether these tokens stand at this place. */
    boolean has(int[] wanted, int count, int place) {
        for (int i = 0; i < count; i++) {
            if (tokens[place + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
