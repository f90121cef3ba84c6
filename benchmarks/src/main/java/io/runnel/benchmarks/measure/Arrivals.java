package io.runnel.benchmarks.measure;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * When things arrive that do not wait for each other: at random with a fixed rate (Poisson), as
 * customers write. Times are fixed before the first one arrives, and latencies are counted from
 * them: a system that stalls is not spared the arrivals of that time (coordinated omission).
 *
 * @param nanos after the start, ascending
 */
@SuppressWarnings("ArrayRecordComponent") // read by place, never compared
public record Arrivals(long[] nanos) {
    /**
     * Arrivals that do not know of each other.
     *
     * @param perSecond how many arrive in a second on average
     */
    public static Arrivals poisson(double perSecond, int count, long seed) {
        Random random = new Random(seed);
        long[] times = new long[count];
        double at = 0;
        for (int i = 0; i < count; i++) {
            at += -Math.log(1 - random.nextDouble()) / perSecond;
            times[i] = (long) (at * TimeUnit.SECONDS.toNanos(1));
        }
        return new Arrivals(times);
    }

    /**
     * The same for so long; longer where fewer would arrive than a percentile can be told from.
     *
     * @param least how many arrive at least
     */
    public static Arrivals poisson(double perSecond, Duration time, int least, long seed) {
        long count = Math.max(least, Math.round(perSecond * time.toMillis() / 1e3));
        return poisson(perSecond, (int) count, seed);
    }

    public int count() {
        return nanos.length;
    }

    /** What arrives. */
    @FunctionalInterface
    public interface Arrival {
        /**
         * It arrives.
         *
         * @param due the {@link System#nanoTime()} at which it was to arrive
         */
        void arrive(int number, long due) throws InterruptedException;
    }

    /** Lets all arrive from now on, on this thread; late ones at once. */
    public void play(Arrival arrival) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < nanos.length; i++) {
            long due = start + nanos[i];
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
                if (Thread.interrupted()) {
                    throw new InterruptedException("Interrupted while waiting for an arrival.");
                }
            }
            arrival.arrive(i, due);
        }
    }
}
