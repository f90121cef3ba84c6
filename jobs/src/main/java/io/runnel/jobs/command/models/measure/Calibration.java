package io.runnel.jobs.command.models.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether probabilities mean what they say, in 15 bins of equal width (Guo et al. 2017): the
 * expected calibration error is the mean distance of confidence and accuracy in a bin, weighted by
 * its answers. A confidence on the border of two bins belongs to the lower one.
 */
public final class Calibration {
    /** How many bins there are between 0 and 1. */
    public static final int BINS = 15;

    private final long[] answers = new long[BINS];
    private final long[] right = new long[BINS];
    private final double[] confidence = new double[BINS];

    /**
     * The answers of one bin.
     *
     * @param confidence their mean confidence
     * @param accuracy the share of them that is right
     */
    public record Bin(double from, double to, long answers, double confidence, double accuracy) {}

    public void add(double score, boolean correct) {
        int bin = Math.max(0, Math.min(BINS - 1, (int) Math.ceil(score * BINS) - 1));
        answers[bin]++;
        right[bin] += correct ? 1 : 0;
        confidence[bin] += score;
    }

    /** 0 where there are no answers. */
    public double expectedError() {
        long all = 0;
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            all += answers[bin];
            error += Math.abs(right[bin] - confidence[bin]);
        }
        return all == 0 ? 0 : error / all;
    }

    /** The bins that have answers, lowest confidence first. */
    public List<Bin> bins() {
        List<Bin> bins = new ArrayList<>();
        for (int bin = 0; bin < BINS; bin++) {
            if (answers[bin] > 0) {
                bins.add(
                        new Bin(
                                (double) bin / BINS,
                                (bin + 1.0) / BINS,
                                answers[bin],
                                confidence[bin] / answers[bin],
                                (double) right[bin] / answers[bin]));
            }
        }
        return List.copyOf(bins);
    }
}
