package io.runnel.inference.task;

import java.util.Arrays;

/** What a sentence says, as numbers that are near for sentences that say the same. Immutable. */
final class Embedding {
    /** Of sentences that a model does not embed: like no other one. */
    static final Embedding NONE = new Embedding();

    private final double[] values;
    private final double norm;

    /** The numbers are copied. */
    Embedding(double... values) {
        this.values = values.clone();
        this.norm = Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
    }

    /** From -1 to 1; 0 if one of them has no direction. */
    double cosine(Embedding other) {
        if (norm == 0 || other.norm == 0) {
            return 0;
        }
        double product = 0;
        for (int i = 0; i < values.length; i++) {
            product += values[i] * other.values[i];
        }
        return product / (norm * other.norm);
    }
}
