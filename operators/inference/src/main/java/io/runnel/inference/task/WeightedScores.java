package io.runnel.inference.task;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Scores of several rows, weighted by how many tokens each of them is about. */
final class WeightedScores {
    private final double[] sums;
    private double weight;

    WeightedScores(int labels) {
        this.sums = new double[labels];
    }

    /** Adds a row's scores; a row without tokens adds nothing. */
    void add(double[] scores, int tokens) {
        for (int label = 0; label < sums.length; label++) {
            sums[label] += scores[label] * tokens;
        }
        weight += tokens;
    }

    /** The labels, highest score first; none if nothing was added. */
    List<Label> labels(List<String> names) {
        List<Label> labels = new ArrayList<>();
        for (int label = 0; label < sums.length && weight > 0; label++) {
            labels.add(new Label(names.get(label), sums[label] / weight));
        }
        labels.sort(Comparator.comparingDouble(Label::score).reversed());
        return List.copyOf(labels);
    }
}
