package io.runnel.jobs.command.models.teach;

/** Finds what logits must be divided by, so that probabilities are as often right as they say. */
final class Temperature {
    private static final double LOWEST = 0.05;
    private static final double HIGHEST = 20;
    private static final int STEPS = 60;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private Temperature() {}

    /** The temperature at which these logits are least surprised by the right labels. */
    static double of(double[][] logits, int[] labels) {
        double low = Math.log(LOWEST);
        double high = Math.log(HIGHEST);
        for (int step = 0; step < STEPS; step++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (surprise(logits, labels, Math.exp(left))
                    < surprise(logits, labels, Math.exp(right))) {
                high = right;
            } else {
                low = left;
            }
        }
        return Math.exp((low + high) / 2);
    }

    /** Mean negative logarithm of the right labels' probabilities. */
    static double surprise(double[][] logits, int[] labels, double temperature) {
        double sum = 0;
        for (int row = 0; row < labels.length; row++) {
            double max = Double.NEGATIVE_INFINITY;
            for (double logit : logits[row]) {
                max = Math.max(max, logit / temperature);
            }
            double all = 0;
            for (double logit : logits[row]) {
                all += Math.exp(logit / temperature - max);
            }
            sum += Math.log(all) + max - logits[row][labels[row]] / temperature;
        }
        return sum / labels.length;
    }
}
