package io.runnel.inference.batch;

/**
 * The few lengths to which rows are padded, so that native memory sees few shapes and an answer
 * never depends on the rows beside it: a row's padded length follows from its own length alone.
 *
 * <p>The lengths are chosen from the sample tickets, invoices and transcripts: half of the tickets
 * are shorter than 48 tokens, where 8 more or less count, and the rows of long documents are cut
 * near the model's limit. Padding comes to 1.06 of the tokens of tickets, 1.04 of invoices and 1.03
 * of transcripts. Steps of 8 everywhere would save one or two hundredths more and leave batches
 * half as full.
 */
public final class RowLengths {
    private static final int[] ENDS = {64, 256, 512, 1024};
    private static final int[] STEPS = {8, 16, 32, 64};
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
