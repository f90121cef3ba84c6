package io.runnel.inference.onnx;

/** The logits of one head for one row: one number per token and label. */
public final class HeadLogits {
    private final float[] values;
    private final int offset;
    private final int labels;
    private final int end;

    /**
     * A view; the array is not copied.
     *
     * @param values of the whole batch, row by row, token by token
     * @param offset where this row starts in it
     */
    public HeadLogits(float[] values, int offset, int labels) {
        this(values, offset, labels, values.length);
    }

    /**
     * The same for a row that ends before the others do.
     *
     * @param end behind this row's last number
     */
    HeadLogits(float[] values, int offset, int labels, int end) {
        this.values = values;
        this.offset = offset;
        this.labels = labels;
        this.end = end;
    }

    /** How many labels there are. */
    public int labels() {
        return labels;
    }

    /** The logit of a label at a place of the row. */
    public float at(int place, int label) {
        return values[offset + place * labels + label];
    }

    /** Whether every logit of the first {@code places} is a finite number. */
    boolean isFinite(int places) {
        for (int i = offset; i < Math.min(offset + places * labels, end); i++) {
            if (!Float.isFinite(values[i])) {
                return false;
            }
        }
        return true;
    }
}
