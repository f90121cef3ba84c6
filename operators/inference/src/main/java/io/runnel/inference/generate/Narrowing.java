package io.runnel.inference.generate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Excludes all but likely tokens before one is drawn. The likeliest always stays. */
final class Narrowing {
    private Narrowing() {}

    /** Tokens that score as high as the one of this rank stay. */
    static void toTopK(int count, float[] scores) {
        if (count >= scores.length) {
            return;
        }
        float[] sorted = scores.clone();
        Arrays.sort(sorted);
        float least = sorted[sorted.length - count];
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] < least) {
                scores[i] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /** The likeliest tokens that together have at least this probability stay. */
    static void toTopP(double share, float[] scores) {
        double[] probabilities = Scores.softmax(scores);
        int[] ascending =
                IntStream.range(0, scores.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(token -> scores[token]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double sum = 0;
        for (int i = 0; i < ascending.length - 1; i++) {
            sum += probabilities[ascending[i]];
            if (sum <= 1 - share) {
                scores[ascending[i]] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /** Tokens with at least this share of the likeliest one's probability stay. */
    static void toMinP(double share, float[] scores) {
        double[] probabilities = Scores.softmax(scores);
        int best = Scores.highest(scores);
        for (int i = 0; i < scores.length; i++) {
            if (i != best && probabilities[i] < share * probabilities[best]) {
                scores[i] = Float.NEGATIVE_INFINITY;
            }
        }
    }
}
