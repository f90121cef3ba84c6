package io.runnel.inference.batch;

/**
 * The few lengths to which rows are padded, so that native memory sees few shapes and an answer
 * never depends on the rows beside it: a row's padded length follows from its own length alone.
 */
public final class RowLengths {
    private static final int[] STEPS = {
        16, 24, 32, 48, 64, 96, 128, 160, 192, 224, 256, 320, 384, 448, 512
    };
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
        for (int step : STEPS) {
            if (tokens <= step) {
                return Math.min(step, maxTokens);
            }
        }
        return Math.min((tokens + LONG_STEP - 1) / LONG_STEP * LONG_STEP, maxTokens);
    }
}
