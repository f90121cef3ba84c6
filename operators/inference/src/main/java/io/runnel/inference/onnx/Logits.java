package io.runnel.inference.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a model says about a batch: plain numbers, copied out of native memory. */
public final class Logits {
    private final int rows;
    private final int rowLength;
    private final Map<String, float[]> values;

    /**
     * @param values by the head's name: row by row, token by token, label by label; not copied
     */
    Logits(int rows, int rowLength, Map<String, float[]> values) {
        this.rows = rows;
        this.rowLength = rowLength;
        this.values = values;
    }

    /** How many rows there are. */
    public int rows() {
        return rows;
    }

    /** The logits of one row, in the order of the batch. */
    public RowLogits row(int row) {
        Map<String, HeadLogits> heads = new HashMap<>();
        values.forEach(
                (name, all) -> {
                    int labels = all.length / (rows * rowLength);
                    heads.put(name, new HeadLogits(all, row * rowLength * labels, labels));
                });
        return new RowLogits(heads);
    }

    /** All rows. */
    public List<RowLogits> all() {
        return IntStream.range(0, rows).mapToObj(this::row).toList();
    }
}
