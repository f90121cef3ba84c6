package io.runnel.jobs.command.models.teach;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Learns from features and tells how well: every text is judged once by a layer that has not seen
 * it, in folds; the layer that is kept has seen all of them. How closely to follow the texts is
 * chosen by what is right in the first fold, which is judged again with the others: one number of
 * five, so what is told of all is hardly better than it would be.
 */
public final class Lesson {
    private static final List<Double> STRENGTHS = List.of(0.003, 0.01, 0.03, 0.1);
    private static final int MOST_FOLDS = 5;

    /** So many texts say enough in fewer folds, which take their time. */
    private static final int MANY = 3_000;

    private static final int FOLDS_OF_MANY = 3;
    private static final int MOST_ROWS_TO_CHOOSE = 1_500;
    private static final long SEED = 17;

    private final double[][] features;
    private final int[] labels;
    private final int labelCount;

    /**
     * What was learned.
     *
     * @param logits of each text, by a layer that has not seen it
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, never compared
    public record Learned(Linear layer, double[][] logits, double strength, double temperature) {}

    public Lesson(double[][] features, int[] labels, int labelCount) {
        this.features = features;
        this.labels = labels;
        this.labelCount = labelCount;
    }

    /** Learns. */
    public Learned learn() {
        Folds folds = Folds.of(labels, labelCount, folds(), SEED);
        double strength = strength(folds);
        double[][] unseen = unseen(folds, strength);
        List<Integer> all = IntStream.range(0, labels.length).boxed().toList();
        Linear layer = new LogisticRegression(strength).learn(features, labels, all, labelCount);
        return new Learned(layer, unseen, strength, Temperature.of(unseen, labels));
    }

    /**
     * However rare a label is: its texts are in different folds, so that some of them are learned
     * from whichever fold is judged.
     */
    private int folds() {
        return labels.length > MANY ? FOLDS_OF_MANY : MOST_FOLDS;
    }

    /** The strength that judges most texts of one fold rightly; of equal ones the smallest. */
    private double strength(Folds folds) {
        List<Integer> learned = some(folds.learned(0));
        List<Integer> judged = some(folds.judged(0));
        double best = STRENGTHS.get(0);
        int mostRight = -1;
        for (double strength : STRENGTHS) {
            Linear layer =
                    new LogisticRegression(strength).learn(features, labels, learned, labelCount);
            int right = 0;
            for (int row : judged) {
                right += best(layer.logits(features[row])) == labels[row] ? 1 : 0;
            }
            if (right > mostRight) {
                mostRight = right;
                best = strength;
            }
        }
        return best;
    }

    private double[][] unseen(Folds folds, double strength) {
        double[][] logits = new double[labels.length][];
        for (int fold = 0; fold < folds.count(); fold++) {
            Linear layer =
                    new LogisticRegression(strength)
                            .learn(features, labels, folds.learned(fold), labelCount);
            for (int row : folds.judged(fold)) {
                logits[row] = layer.logits(features[row]);
            }
        }
        return logits;
    }

    /** Every so many rows, as the order of a file may mean something. */
    private static List<Integer> some(List<Integer> rows) {
        int step = Math.max(1, rows.size() / MOST_ROWS_TO_CHOOSE);
        List<Integer> some = new ArrayList<>();
        for (int i = 0; i < rows.size(); i += step) {
            some.add(rows.get(i));
        }
        return some;
    }

    /** The place of the highest logit. */
    static int best(double[] logits) {
        int best = 0;
        for (int label = 1; label < logits.length; label++) {
            if (logits[label] > logits[best]) {
                best = label;
            }
        }
        return best;
    }
}
