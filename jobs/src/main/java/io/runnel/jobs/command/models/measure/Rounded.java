package io.runnel.jobs.command.models.measure;

/** Measures with four decimals: more would be noise. */
public final class Rounded {
    private Rounded() {}

    public static double of(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
