package io.runnel.dashboard.why;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** The ways of weighing words that {@link Faithfulness} compares; the product has one of them. */
final class Ways {
    static final String RANDOM = "random words";
    static final String OCCLUSION = "one out (occlusion)";
    private static final int QUESTIONS = 120;

    /** Scores as log odds; those of a certain answer are bounded. */
    private static final DoubleUnaryOperator LOG_ODDS =
            score -> {
                double bounded = Math.min(1 - 1e-4, Math.max(1e-4, score));
                return Math.log(bounded / (1 - bounded));
            };

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
        ways.put("RISE", questions -> SampledWays.rise(questions, QUESTIONS));
        ways.put("LIME", questions -> SampledWays.lime(questions, QUESTIONS));
        ways.put("linear model", questions -> SampledWays.linear(questions, QUESTIONS));
        ways.put(
                "linear model, twice the questions",
                questions -> SampledWays.linear(questions, 2 * QUESTIONS));
        ways.put("Kernel SHAP", questions -> SampledWays.kernelShap(questions, QUESTIONS));
        ways.put(
                "Kernel SHAP, log odds",
                questions -> SampledWays.kernelShap(mapped(questions, LOG_ODDS), QUESTIONS));
        ways.put("Shapley, sampled", questions -> SampledWays.shapley(questions, QUESTIONS));
        ways.put(
                "Shapley, sampled, log odds",
                questions -> SampledWays.shapley(mapped(questions, LOG_ODDS), QUESTIONS));
        return ways;
    }

    private static double[] random(Questions questions) {
        return new Random(Double.hashCode(questions.whole()))
                .doubles(questions.words())
                .toArray();
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

    private static double[] oneIn(Questions questions) throws InterruptedException {
        List<BitSet> leftOut = new ArrayList<>();
        for (int word = 0; word < questions.words(); word++) {
            leftOut.add(OutAndIn.others(OutAndIn.only(word), questions.words()));
        }
        return questions.without(leftOut);
    }

    private static Questions mapped(Questions questions, DoubleUnaryOperator map) {
        return new Questions() {
            @Override
            public int words() {
                return questions.words();
            }

            @Override
            public double whole() {
                return map.applyAsDouble(questions.whole());
            }

            @Override
            public double[] without(List<BitSet> leftOut) throws InterruptedException {
                return Arrays.stream(questions.without(leftOut)).map(map).toArray();
            }
        };
    }
}
