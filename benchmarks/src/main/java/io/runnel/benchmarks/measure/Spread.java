package io.runnel.benchmarks.measure;

import java.util.Arrays;
import java.util.Collection;

/** Repeated measurements of one thing: their median, their quartiles, and how far they go. */
public record Spread(double median, double low, double high, double min, double max, int count) {
    /**
     * The spread of these measurements.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Spread of(Collection<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException(
                    "No measurement has no median; expected one or more.");
        }
        return new Spread(
                quantile(sorted, 0.5),
                quantile(sorted, 0.25),
                quantile(sorted, 0.75),
                sorted[0],
                sorted[sorted.length - 1],
                sorted.length);
    }

    /** The distance of the quartiles in parts of the median. */
    public double relative() {
        return median == 0 ? 0 : (high - low) / median;
    }

    /** The quantile of any values, between two of them where it falls there. */
    public static double quantile(Collection<Double> values, double share) {
        return quantile(values.stream().mapToDouble(Double::doubleValue).sorted().toArray(), share);
    }

    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double place = share * (sorted.length - 1);
        int below = (int) Math.floor(place);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    /** For tests and debugging. */
    @Override
    public String toString() {
        return median + " " + Arrays.asList(low, high);
    }
}
