package io.runnel.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Turns values into places on a picture, evenly or by their logarithm. */
final class Axis {
    /** How values are laid out. */
    enum Scale {
        LINEAR,
        LOGARITHMIC
    }

    private static final int TICKS = 5;

    private final Scale scale;
    private final double least;
    private final double most;
    private final double start;
    private final double end;

    /**
     * @param start the place of the least value
     * @param end the place of the greatest
     */
    Axis(Scale scale, double least, double most, double start, double end) {
        this.scale = scale;
        this.least = scale == Scale.LOGARITHMIC ? Math.max(least, Double.MIN_NORMAL) : least;
        this.most = most > this.least ? most : this.least + 1;
        this.start = start;
        this.end = end;
    }

    /** An axis from zero to a round number above the greatest value. */
    static Axis fromZero(double most, double start, double end) {
        // A sum that rounding has lifted above a round number still ends there.
        double greatest = Math.max(most, 1e-9) * (1 - 1e-9);
        double step = step(greatest / TICKS);
        return new Axis(Scale.LINEAR, 0, Math.ceil(greatest / step) * step, start, end);
    }

    double place(double value) {
        double share =
                switch (scale) {
                    case LINEAR -> (value - least) / (most - least);
                    case LOGARITHMIC ->
                            Math.log(Math.max(value, least) / least) / Math.log(most / least);
                };
        return start + share * (end - start);
    }

    /** Round values along the axis. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        switch (scale) {
            case LINEAR -> {
                double step = step((most - least) / TICKS);
                for (double tick = Math.ceil(least / step) * step;
                        tick <= most + step / 1e6;
                        tick += step) {
                    ticks.add(tick);
                }
            }
            case LOGARITHMIC -> {
                double factor = most / least > 1e4 ? 10 : most / least > 64 ? 4 : 2;
                for (double tick = least; tick <= most * 1.000001; tick *= factor) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    /** A value as it stands beside a tick. */
    static String label(double value) {
        if (value >= 10_000 && value % 1_000 == 0) {
            return String.format(Locale.ROOT, "%,.0f k", value / 1_000);
        }
        if (value == Math.rint(value)) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value < 0.1 ? "%.3f" : "%.2f", value);
    }

    /** 1, 2 or 5 times a power of ten, at least this. */
    private static double step(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        for (double factor : new double[] {1, 2, 5}) {
            if (power * factor >= atLeast) {
                return power * factor;
            }
        }
        return power * 10;
    }
}
