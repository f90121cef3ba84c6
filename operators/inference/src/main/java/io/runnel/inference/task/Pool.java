package io.runnel.inference.task;

import io.runnel.inference.onnx.HeadLogits;
import java.util.Arrays;

/** The mean of the logits of some tokens. */
final class Pool {
    private final double[] sums;
    private int tokens;

    Pool(int labels) {
        this.sums = new double[labels];
    }

    /** Adds the tokens at these places of a row. */
    void add(HeadLogits logits, int firstPlace, int endPlace) {
        for (int place = firstPlace; place < endPlace; place++) {
            for (int label = 0; label < sums.length; label++) {
                sums[label] += logits.at(place, label);
            }
        }
        tokens += endPlace - firstPlace;
    }

    int tokens() {
        return tokens;
    }

    /** The mean logit of this label. */
    double mean(int label) {
        return sums[label] / tokens;
    }

    /** The mean of all numbers, which are no logits but an embedding. */
    Embedding embedding() {
        double[] means = new double[sums.length];
        Arrays.setAll(means, this::mean);
        return new Embedding(means);
    }

    /** The probabilities of all labels. */
    double[] probabilities(double temperature) {
        double[] means = new double[sums.length];
        for (int label = 0; label < means.length; label++) {
            means[label] = mean(label);
        }
        return Softmax.of(means, temperature);
    }
}
