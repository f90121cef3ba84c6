package io.runnel.inference.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a model says about a batch: plain numbers, copied out of native memory. */
public final class Logits {
    private final int rows;
    private final Map<String, OfHead> values;

    /**
     * @param values by the head's name
     */
    Logits(int rows, Map<String, OfHead> values) {
        this.rows = rows;
        this.values = values;
    }

    /**
     * One head's numbers; not copied.
     *
     * @param numbers row by row, token by token where it answers for tokens, label by label
     * @param width how many labels there are
     */
    @SuppressWarnings("ArrayRecordComponent") // a view, never compared
    record OfHead(float[] numbers, int width) {}

    /** How many rows there are. */
    public int rows() {
        return rows;
    }

    /** The logits of one row, in the order of the batch. */
    public RowLogits row(int row) {
        Map<String, HeadLogits> heads = new HashMap<>();
        values.forEach(
                (name, all) -> {
                    int stride = all.numbers().length / rows;
                    int start = row * stride;
                    heads.put(
                            name,
                            new HeadLogits(all.numbers(), start, all.width(), start + stride));
                });
        return new RowLogits(heads);
    }

    /** All rows. */
    public List<RowLogits> all() {
        return IntStream.range(0, rows).mapToObj(this::row).toList();
    }
}
