package io.runnel.inference.task;

/** Turns logits into probabilities. */
final class Softmax {
    private Softmax() {}

    /** Probabilities that sum to 1; {@code temperature} calibrates them. */
    static double[] of(double[] logits, double temperature) {
        double max = Double.NEGATIVE_INFINITY;
        for (double logit : logits) {
            max = Math.max(max, logit);
        }
        double[] probabilities = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = StrictMath.exp((logits[i] - max) / temperature);
            sum += probabilities[i];
        }
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    /** The probability that a yes-or-no logit stands for. */
    static double sigmoid(double logit, double temperature) {
        return 1 / (1 + StrictMath.exp(-logit / temperature));
    }

    /** The place of the largest number, the first of equal ones. */
    static int argmax(double[] numbers) {
        int best = 0;
        for (int i = 1; i < numbers.length; i++) {
            if (numbers[i] > numbers[best]) {
                best = i;
            }
        }
        return best;
    }
}
