package io.runnel.dashboard.why;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Ways that leave out random sets of words; equal documents give equal sets. */
final class SampledWays {
    private static final double RIDGE = 1;
    private static final double LIME_KERNEL_WIDTH = 25;

    /** So heavy that the weights' sum is what the label loses without any word. */
    private static final double HELD = 1e4;

    private SampledWays() {}

    /** The mean score with a word less that without it (Petsiuk et al. 2018). */
    static double[] rise(Questions questions, int budget) throws InterruptedException {
        Random random = new Random(questions.words());
        List<BitSet> leftOut = new ArrayList<>();
        while (leftOut.size() < budget) {
            BitSet half = new BitSet();
            IntStream.range(0, questions.words()).forEach(i -> half.set(i, random.nextBoolean()));
            leftOut.add(half);
        }
        double[] scores = questions.without(leftOut);
        return IntStream.range(0, questions.words())
                .mapToDouble(
                        word ->
                                mean(scores, i -> !leftOut.get(i).get(word))
                                        - mean(scores, i -> leftOut.get(i).get(word)))
                .toArray();
    }

    private static double mean(double[] scores, IntPredicate counted) {
        return IntStream.range(0, scores.length)
                .filter(counted)
                .mapToDouble(i -> scores[i])
                .average()
                .orElse(0);
    }

    /** Ribeiro et al. 2016: a linear model that counts sets less the more they leave out. */
    static double[] lime(Questions questions, int budget) throws InterruptedException {
        Random random = new Random(questions.words());
        int words = questions.words();
        LinearModel model = new LinearModel(words, RIDGE);
        List<BitSet> leftOut = new ArrayList<>();
        while (leftOut.size() < budget) {
            leftOut.add(some(words, 1 + random.nextInt(words), random));
        }
        double[] scores = questions.without(leftOut);
        for (int i = 0; i < scores.length; i++) {
            double kept = 1 - leftOut.get(i).cardinality() / (double) words;
            double distance = 100 * (1 - Math.sqrt(kept)) / LIME_KERNEL_WIDTH;
            double counts = Math.exp(-distance * distance / 2);
            model.add(leftOut.get(i), questions.whole() - scores[i], counts);
        }
        return model.weights();
    }

    /** A linear model of sets of all sizes, each with the set of all other words. */
    static double[] linear(Questions questions, int budget) throws InterruptedException {
        Random random = new Random(questions.words());
        int words = questions.words();
        List<BitSet> leftOut = new ArrayList<>();
        while (leftOut.size() < budget) {
            addPair(leftOut, some(words, 1 + random.nextInt(words - 1), random), words);
        }
        double[] scores = questions.without(leftOut);
        LinearModel model = new LinearModel(words, RIDGE);
        for (int i = 0; i < scores.length; i++) {
            model.add(leftOut.get(i), questions.whole() - scores[i], 1);
        }
        return model.weights();
    }

    /** Lundberg and Lee 2017, in pairs; sizes are drawn by the kernel. */
    static double[] kernelShap(Questions questions, int budget) throws InterruptedException {
        Random random = new Random(questions.words());
        int words = questions.words();
        double[] kernel = new double[words];
        for (int size = 1; size < words; size++) {
            kernel[size] = kernel[size - 1] + 1.0 / ((double) size * (words - size));
        }
        List<BitSet> leftOut = new ArrayList<>();
        while (leftOut.size() < budget) {
            double drawn = random.nextDouble() * kernel[words - 1];
            int size = 1;
            while (size < words - 1 && kernel[size] < drawn) {
                size++;
            }
            addPair(leftOut, some(words, size, random), words);
        }
        BitSet all = OutAndIn.others(new BitSet(), words);
        leftOut.add(all);
        double[] scores = questions.without(leftOut);
        double each = (questions.whole() - scores[scores.length - 1]) / words;
        LinearModel model = new LinearModel(words, RIDGE / 2);
        for (int i = 0; i < scores.length; i++) {
            BitSet set = leftOut.get(i);
            double more = questions.whole() - scores[i] - each * set.cardinality();
            model.add(set, more, set.equals(all) ? HELD : 1);
        }
        return Arrays.stream(model.weights()).map(weight -> weight + each).toArray();
    }

    /** Words are left out one after the other, in random orders and the same backwards. */
    static double[] shapley(Questions questions, int budget) throws InterruptedException {
        Random random = new Random(questions.words());
        int words = questions.words();
        List<List<Integer>> orders = new ArrayList<>();
        List<BitSet> leftOut = new ArrayList<>();
        do {
            List<Integer> order = order(words, random);
            if (orders.size() % 2 == 1) {
                order = new ArrayList<>(orders.get(orders.size() - 1));
                Collections.reverse(order);
            }
            orders.add(order);
            BitSet gone = new BitSet();
            for (int word : order) {
                gone.set(word);
                leftOut.add((BitSet) gone.clone());
            }
        } while (leftOut.size() + words <= budget);
        double[] scores = questions.without(leftOut);
        double[] weights = new double[words];
        int at = 0;
        for (List<Integer> order : orders) {
            double before = questions.whole();
            for (int word : order) {
                weights[word] += (before - scores[at]) / orders.size();
                before = scores[at++];
            }
        }
        return weights;
    }

    private static void addPair(List<BitSet> sets, BitSet set, int words) {
        sets.add(set);
        sets.add(OutAndIn.others(set, words));
    }

    private static BitSet some(int words, int size, Random random) {
        BitSet some = new BitSet();
        order(words, random).subList(0, size).forEach(some::set);
        return some;
    }

    private static List<Integer> order(int words, Random random) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, words).boxed().toList());
        Collections.shuffle(order, random);
        return order;
    }
}
