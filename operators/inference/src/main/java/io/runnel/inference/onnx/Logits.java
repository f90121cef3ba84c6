package io.runnel.inference.onnx;

import java.util.List;

/** What a model says about a batch: plain numbers, copied out of native memory. */
public final class Logits {
    private final List<RowLogits> rows;

    Logits(List<RowLogits> rows) {
        this.rows = List.copyOf(rows);
    }

    /** How many rows there are. */
    public int rows() {
        return rows.size();
    }

    /** The logits of one row, in the order of the batch. */
    public RowLogits row(int row) {
        return rows.get(row);
    }

    /** All rows. */
    public List<RowLogits> all() {
        return rows;
    }
}
