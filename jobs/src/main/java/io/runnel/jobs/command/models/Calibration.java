package io.runnel.jobs.command.models;

/**
 * Whether probabilities mean what they say: the expected calibration error over 15 bins of equal
 * width, the mean distance of confidence and accuracy weighted by rows.
 */
final class Calibration {
    private static final int BINS = 15;

    private final long[] rows = new long[BINS];
    private final long[] right = new long[BINS];
    private final double[] confidence = new double[BINS];

    void add(double score, boolean correct) {
        int bin = Math.max(0, Math.min(BINS - 1, (int) Math.ceil(score * BINS) - 1));
        rows[bin]++;
        right[bin] += correct ? 1 : 0;
        confidence[bin] += score;
    }

    double expectedError() {
        long all = 0;
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            all += rows[bin];
            error += Math.abs(right[bin] - confidence[bin]);
        }
        return all == 0 ? 0 : error / all;
    }
}
