package io.runnel.jobs.command.models.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Accuracy, macro-F1 and average recall of answers that are one label each.
 *
 * <p>A row may have several right labels: for the accuracy each of them is right; the other
 * measures count only rows with one label. Macro-F1 and average recall are means over the labels
 * that the rows have: a label that no row has takes no part, though finding it costs the accuracy
 * and another label's recall (scikit-learn: {@code labels=numpy.unique(expected)}).
 */
public final class LabelMeasures {
    private final SortedMap<String, Counts> labels = new TreeMap<>();
    private final Map<String, Map<String, Long>> wrong = new HashMap<>();
    private long rows;
    private long right;

    /** Counts one row; tells whether its answer is right. */
    public boolean add(List<String> expected, String found) {
        boolean correct = expected.contains(found);
        rows++;
        right += correct ? 1 : 0;
        if (expected.size() == 1) {
            addSingle(expected.get(0), found, correct);
        }
        return correct;
    }

    private void addSingle(String expected, String found, boolean correct) {
        of(expected).expect();
        of(found).find();
        if (correct) {
            of(found).hit();
        } else {
            wrong.computeIfAbsent(expected, first -> new HashMap<>()).merge(found, 1L, Long::sum);
        }
    }

    public long rows() {
        return rows;
    }

    public double accuracy() {
        return rows == 0 ? 0 : (double) right / rows;
    }

    public double macroF1() {
        return expected().stream().mapToDouble(Counts::f1).average().orElse(0);
    }

    /** The mean of the recall of all labels that the rows have: SemEval's average recall. */
    public double averageRecall() {
        return expected().stream().mapToDouble(Counts::recall).average().orElse(0);
    }

    /** The counts of every label that a row has or that was found. */
    public SortedMap<String, Counts> perLabel() {
        return Collections.unmodifiableSortedMap(labels);
    }

    /** The most frequent confusions, worst first, at most so many. */
    public List<Confusion> worst(int most) {
        List<Confusion> all = new ArrayList<>();
        wrong.forEach(
                (expected, others) ->
                        others.forEach(
                                (found, count) -> all.add(new Confusion(expected, found, count))));
        all.sort(
                Comparator.comparingLong(Confusion::rows)
                        .reversed()
                        .thenComparing(Confusion::expected)
                        .thenComparing(Confusion::found));
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }

    private List<Counts> expected() {
        return labels.values().stream().filter(counts -> counts.expected() > 0).toList();
    }

    private Counts of(String label) {
        return labels.computeIfAbsent(label, first -> new Counts());
    }
}
