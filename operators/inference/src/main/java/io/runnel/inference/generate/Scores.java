package io.runnel.inference.generate;

import java.util.Arrays;
import java.util.List;

/** Arithmetic on the scores of a vocabulary. */
final class Scores {
    private Scores() {}

    /** These tokens cannot be chosen. */
    static void exclude(List<Integer> tokens, float[] scores) {
        for (int token : tokens) {
            if (token < scores.length) {
                scores[token] = Float.NEGATIVE_INFINITY;
            }
        }
    }

    /** Only these tokens can be chosen. */
    static void force(List<Integer> tokens, float[] scores) {
        Arrays.fill(scores, Float.NEGATIVE_INFINITY);
        for (int token : tokens) {
            scores[token] = 0;
        }
    }

    /** The place of the highest score, the first of equal ones. */
    static int highest(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return best;
    }

    /** Turns logits into logarithms of probabilities. */
    static void logSoftmax(float[] scores) {
        float max = scores[highest(scores)];
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp((double) score - max);
        }
        double shift = max + Math.log(sum);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) (scores[i] - shift);
        }
    }

    /** The probabilities that these scores stand for. */
    static double[] softmax(float[] scores) {
        float max = scores[highest(scores)];
        double[] probabilities = new double[scores.length];
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = Math.exp((double) scores[i] - max);
            sum += probabilities[i];
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    /** The places of the highest numbers, highest first; of equal ones the first comes first. */
    static int[] top(float[] numbers, int count) {
        int[] places = new int[Math.min(count, numbers.length)];
        int filled = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (filled == places.length && !(numbers[i] > numbers[places[filled - 1]])) {
                continue;
            }
            int at = filled < places.length ? filled++ : filled - 1;
            while (at > 0 && numbers[i] > numbers[places[at - 1]]) {
                places[at] = places[at - 1];
                at--;
            }
            places[at] = i;
        }
        return places;
    }
}
