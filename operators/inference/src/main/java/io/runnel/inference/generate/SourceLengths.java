package io.runnel.inference.generate;

/**
 * The few lengths to which texts are padded before they are written about, so that many of them are
 * of equal length and can be written together: a run of one row costs nearly as much as one of
 * four. As in {@link io.runnel.inference.batch.RowLengths}, a text's padded length follows from its
 * own length alone.
 */
final class SourceLengths {
    private static final int[] ENDS = {128, 512, 1024};
    private static final int[] STEPS = {16, 64, 128};
    private static final int LONG_STEP = 256;

    private SourceLengths() {}

    /** The padded length of a text of this many tokens; more than {@code most} only if it has. */
    static int padded(int tokens, int most) {
        int step = step(tokens);
        int rounded = (tokens + step - 1) / step * step;
        return Math.max(tokens, Math.min(rounded, most));
    }

    private static int step(int tokens) {
        for (int i = 0; i < ENDS.length; i++) {
            if (tokens <= ENDS[i]) {
                return STEPS[i];
            }
        }
        return LONG_STEP;
    }
}
