package io.runnel.dashboard.why;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The ways of weighing words that {@link Faithfulness} compares; the product has one of them. */
final class Ways {
    static final String RANDOM = "random words";
    static final String OCCLUSION = "one out (occlusion)";
    private static final int MORE_QUESTIONS = 120;

    private Ways() {}

    /** What weighs words. */
    interface Way {
        double[] weigh(Questions questions) throws InterruptedException;
    }

    /** By their names in the table. */
    static Map<String, Way> all() {
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put(RANDOM, Ways::random);
        ways.put(OCCLUSION, questions -> windows(questions, 1));
        ways.put("windows of 1 to 3 out", questions -> windows(questions, 3));
        ways.put("one in", Ways::oneIn);
        ways.put(OutAndIn.METHOD, OutAndIn::weigh);
        ways.put("RISE", questions -> SampledWays.rise(questions, asMany(questions)));
        ways.put("LIME", questions -> SampledWays.lime(questions, asMany(questions)));
        ways.put("linear model", questions -> SampledWays.linear(questions, asMany(questions)));
        ways.put("linear model, 120", questions -> SampledWays.linear(questions, MORE_QUESTIONS));
        ways.put("Kernel SHAP", questions -> SampledWays.kernelShap(questions, asMany(questions)));
        ways.put(
                "Kernel SHAP, log odds",
                questions -> SampledWays.kernelShap(inLogOdds(questions), asMany(questions)));
        ways.put("Shapley", questions -> SampledWays.shapley(questions, asMany(questions)));
        ways.put(
                "Shapley, log odds",
                questions -> SampledWays.shapley(inLogOdds(questions), asMany(questions)));
        return ways;
    }

    /** As many questions as the product asks. */
    private static int asMany(Questions questions) {
        return 2 * questions.words();
    }

    private static double[] random(Questions questions) {
        return new Random(Double.hashCode(questions.whole())).doubles(questions.words()).toArray();
    }

    /** What the label loses without one word, and without so many neighbours, shared by them. */
    static double[] windows(Questions questions, int longest) throws InterruptedException {
        int words = questions.words();
        List<BitSet> leftOut = new ArrayList<>();
        for (int length = 1; length <= longest; length++) {
            for (int start = 0; start + length <= words; start++) {
                BitSet window = new BitSet();
                window.set(start, start + length);
                leftOut.add(window);
            }
        }
        double[] scores = questions.without(leftOut);
        double[] sums = new double[words];
        int[] windows = new int[words];
        for (int i = 0; i < scores.length; i++) {
            BitSet window = leftOut.get(i);
            double share = (questions.whole() - scores[i]) / window.cardinality();
            window.stream()
                    .forEach(
                            word -> {
                                sums[word] += share;
                                windows[word]++;
                            });
        }
        Arrays.setAll(sums, word -> sums[word] / windows[word]);
        return sums;
    }

    static double[] oneIn(Questions questions) throws InterruptedException {
        List<BitSet> leftOut = new ArrayList<>();
        for (int word = 0; word < questions.words(); word++) {
            leftOut.add(OutAndIn.others(OutAndIn.only(word), questions.words()));
        }
        return questions.without(leftOut);
    }

    private static Questions inLogOdds(Questions questions) {
        return new Questions() {
            @Override
            public int words() {
                return questions.words();
            }

            @Override
            public double whole() {
                return logOdds(questions.whole());
            }

            @Override
            public double[] without(List<BitSet> leftOut) throws InterruptedException {
                return Arrays.stream(questions.without(leftOut)).map(Ways::logOdds).toArray();
            }
        };
    }

    /** Those of a certain answer are bounded. */
    private static double logOdds(double score) {
        double bounded = Math.min(1 - 1e-4, Math.max(1e-4, score));
        return Math.log(bounded / (1 - bounded));
    }
}
