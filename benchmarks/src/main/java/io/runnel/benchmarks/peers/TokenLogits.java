package io.runnel.benchmarks.peers;

import ai.djl.huggingface.tokenizers.Encoding;

/**
 * A text's tokens and their logits.
 *
 * @param logits one row for each token, or one row in all
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record TokenLogits(Encoding encoding, float[][] logits) {
    /** The place of the highest logit of a row. */
    int best(int row) {
        float[] values = logits[row];
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[best]) {
                best = i;
            }
        }
        return best;
    }

    boolean special(int token) {
        return encoding.getSpecialTokenMask()[token] != 0;
    }
}
