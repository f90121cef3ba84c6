package io.runnel.inference.generate;

/**
 * A text that was written.
 *
 * @param tokens without what the sequence started with; the last one may be an end token
 * @param score of a beam search: the mean logarithm of its probability, with the length penalty;
 *     not a number otherwise
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never changed, never compared
public record Written(int[] tokens, double score, Ending ending) {
    /** Why nothing more was written. */
    public enum Ending {
        /** The model wrote an end token. */
        END_TOKEN,
        /** The most tokens were written: the text may be cut. */
        TOKEN_LIMIT,
        /** Its time was over: the text may be cut. */
        TIME_LIMIT
    }

    /** Whether the text may be cut. */
    public boolean isCut() {
        return ending != Ending.END_TOKEN;
    }
}
