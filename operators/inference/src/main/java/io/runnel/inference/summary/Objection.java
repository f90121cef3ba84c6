package io.runnel.inference.summary;

/**
 * Why a written sentence does not stand.
 *
 * @param about the number or name that the source does not have; empty for a sentence that is like
 *     none of its sentences
 */
public record Objection(Kind kind, String about) {
    /** What is wrong. */
    public enum Kind {
        /** It names a number that the source does not have. */
        NUMBER,
        /** It names somebody or something that the source does not. */
        NAME,
        /** It is like no sentence of the source. */
        DISTANCE
    }
}
