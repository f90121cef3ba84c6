package io.runnel.inference.batch;

/**
 * The few lengths to which rows are padded, so that native memory sees few shapes and an answer
 * never depends on the rows beside it: a row's padded length follows from its own length alone.
 *
 * <p>The lengths are chosen by measurement ({@code ./runnel bench --suite engine}). Rows of 64
 * tokens run as fast alone as in a batch, so a batch that is less full costs nothing, and every
 * padded token does: with steps of 4 up to 256 tokens padding comes to 1.02 of the tokens of
 * tickets and 1.01 of invoices and transcripts, and the engine to 0.95 of the ceiling; with steps
 * of 8 up to 64 and of 16 above it was 1.07, 1.04, 1.03 and 0.88.
 */
public final class RowLengths {
    private static final int[] ENDS = {256, 512, 1024};
    private static final int[] STEPS = {4, 32, 64};
    private static final int LONG_STEP = 128;

    private RowLengths() {}

    /** The padded length of a row of this many tokens, at most {@code maxTokens}. */
    public static int padded(int tokens, int maxTokens) {
        if (tokens > maxTokens) {
            throw new IllegalArgumentException(
                    "A row of "
                            + tokens
                            + " tokens is longer than the model takes: "
                            + maxTokens
                            + ".");
        }
        return Math.min(roundedUp(tokens, step(tokens)), maxTokens);
    }

    private static int step(int tokens) {
        for (int i = 0; i < ENDS.length; i++) {
            if (tokens <= ENDS[i]) {
                return STEPS[i];
            }
        }
        return LONG_STEP;
    }

    private static int roundedUp(int tokens, int step) {
        return (tokens + step - 1) / step * step;
    }
}
