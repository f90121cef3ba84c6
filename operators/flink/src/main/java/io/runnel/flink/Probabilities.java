package io.runnel.flink;

import io.runnel.inference.task.Label;
import io.runnel.schemas.document.LabelScore;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A weighted mean of label probabilities. */
final class Probabilities {
    private final Map<String, Double> sums = new LinkedHashMap<>();
    private double weights;

    /** Adds the labels of one part; a part of weight 0 changes nothing. */
    void add(List<Label> labels, double weight) {
        for (Label label : labels) {
            sums.merge(label.label(), label.score() * weight, Double::sum);
        }
        weights += weight;
    }

    boolean isEmpty() {
        return weights == 0;
    }

    /** The mean probability of a label, 0 for a label that no part has. */
    double of(String label) {
        return sums.getOrDefault(label, 0.0) / weights;
    }

    /** Every label with its mean probability, most probable first; equal ones by name. */
    List<LabelScore> scores() {
        return sums.entrySet().stream()
                .map(entry -> new LabelScore(entry.getKey(), entry.getValue() / weights))
                .sorted(
                        Comparator.comparingDouble(LabelScore::score)
                                .reversed()
                                .thenComparing(LabelScore::label))
                .toList();
    }
}
