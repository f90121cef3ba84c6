package io.runnel.dashboard.why;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far the words that a way calls the heaviest carry the label of one document: what its
 * probability loses without them, and what it loses with nothing else. Both are tests of ERASER
 * (DeYoung et al. 2020): comprehensiveness and sufficiency. They look at four places of the curves
 * of deletion and insertion (Petsiuk et al. 2018).
 *
 * @param without the loss without the heaviest words, for each of {@link #SHARES}
 * @param only the loss where only they are left
 * @param questions how many questions the weights took
 * @param millis how long that was
 */
record Trial(List<Double> without, List<Double> only, int questions, double millis) {
    static final List<Double> SHARES = List.of(0.05, 0.1, 0.2, 0.5);

    static Trial of(Ways.Way way, AskedDocument document) throws InterruptedException {
        int before = document.questions();
        long started = System.nanoTime();
        double[] weights = way.weigh(document);
        double millis = (System.nanoTime() - started) / 1e6;
        int questions = document.questions() - before;
        List<BitSet> heaviest = new ArrayList<>();
        SHARES.forEach(share -> heaviest.add(heaviest(weights, share)));
        List<BitSet> others =
                heaviest.stream().map(set -> OutAndIn.others(set, weights.length)).toList();
        return new Trial(losses(document, heaviest), losses(document, others), questions, millis);
    }

    /** The mean over all shares; the higher, the better. */
    double comprehensiveness() {
        return mean(without);
    }

    /** The mean over all shares; the lower, the better. */
    double sufficiency() {
        return mean(only);
    }

    private static BitSet heaviest(double[] weights, double share) {
        BitSet heaviest = new BitSet();
        IntStream.range(0, weights.length)
                .boxed()
                .sorted(Comparator.comparingDouble(word -> -weights[word]))
                .limit((long) Math.ceil(share * weights.length))
                .forEach(heaviest::set);
        return heaviest;
    }

    private static List<Double> losses(AskedDocument document, List<BitSet> leftOut)
            throws InterruptedException {
        return Arrays.stream(document.without(leftOut))
                .mapToObj(score -> document.whole() - score)
                .toList();
    }

    private static double mean(List<Double> losses) {
        return losses.stream().mapToDouble(loss -> loss).average().orElse(0);
    }
}
