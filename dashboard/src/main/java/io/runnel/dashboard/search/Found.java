package io.runnel.dashboard.search;

/**
 * The documents that words match, best first.
 *
 * @param seqs their numbers
 * @param scores how well each matches
 * @param total how many match; more than there are numbers where only the best were wanted
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the database as they are, never compared
public record Found(long[] seqs, float[] scores, long total) {
    static final Found NOTHING = new Found(new long[0], new float[0], 0);

    /** The last document of a page: the next one begins behind it. */
    public record Last(float score, long seq) {}
}
