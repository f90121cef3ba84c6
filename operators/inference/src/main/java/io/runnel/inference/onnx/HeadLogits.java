package io.runnel.inference.onnx;

/** The logits of one head for one row: one number per token and label. */
public final class HeadLogits {
    private final float[] values;
    private final int labels;

    /**
     * A view; the array is not copied.
     *
     * @param values of the row, token by token
     */
    public HeadLogits(float[] values, int labels) {
        this.values = values;
        this.labels = labels;
    }

    /** How many labels there are. */
    public int labels() {
        return labels;
    }

    /** The logit of a label at a place of the row. */
    public float at(int place, int label) {
        return values[place * labels + label];
    }

    /** Whether every logit of the first {@code places} is a finite number. */
    boolean isFinite(int places) {
        for (int i = 0; i < places * labels; i++) {
            if (!Float.isFinite(values[i])) {
                return false;
            }
        }
        return true;
    }
}
