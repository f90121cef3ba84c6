package io.runnel.inference.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Probabilities of several chunks, weighted by how many tokens each of them is about. */
final class WeightedProbabilities {
    private final double[] sums;
    private double weight;

    WeightedProbabilities(int labels) {
        this.sums = new double[labels];
    }

    /** Adds a chunk's share; one without tokens adds nothing. */
    void add(Pool pool, double temperature) {
        if (pool.tokens() == 0) {
            return;
        }
        double[] probabilities = pool.probabilities(temperature);
        for (int label = 0; label < sums.length; label++) {
            sums[label] += probabilities[label] * pool.tokens();
        }
        weight += pool.tokens();
    }

    /** The labels, most probable first; none if nothing was added. */
    List<Label> labels(List<String> names) {
        List<Label> labels = new ArrayList<>();
        for (int label = 0; label < sums.length && weight > 0; label++) {
            labels.add(new Label(names.get(label), sums[label] / weight));
        }
        labels.sort(Comparator.comparingDouble(Label::score).reversed());
        return List.copyOf(labels);
    }
}
