package io.runnel.benchmarks.measure;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Times of many things, to three digits, from a microsecond up. Thread-safe. */
public final class Latencies {
    private static final int DIGITS = 3;

    private final Histogram micros = new ConcurrentHistogram(DIGITS);

    /** The times of all of these together. */
    public static Latencies together(Collection<Latencies> parts) {
        Latencies together = new Latencies();
        parts.forEach(part -> together.micros.add(part.micros));
        return together;
    }

    public void record(long nanos) {
        micros.recordValue(Math.max(1, TimeUnit.NANOSECONDS.toMicros(nanos)));
    }

    public long count() {
        return micros.getTotalCount();
    }

    /** The time that so many of a hundred are within, in milliseconds. */
    public double percentile(double percent) {
        return micros.getValueAtPercentile(percent) / 1e3;
    }

    /** The mean in milliseconds. */
    public double mean() {
        return micros.getMean() / 1e3;
    }

    /** The longest in milliseconds. */
    public double max() {
        return micros.getMaxValue() / 1e3;
    }
}
