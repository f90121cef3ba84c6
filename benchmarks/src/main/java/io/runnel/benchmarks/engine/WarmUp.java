package io.runnel.benchmarks.engine;

import java.time.Duration;

/**
 * Rounds of documents before the clock runs. They go on until the engine has settled: half a second
 * after its tasks were prepared it loads its models again without the heads that nobody asks for.
 */
public final class WarmUp {
    private static final Duration LEAST = Duration.ofSeconds(2);

    private WarmUp() {}

    /** One round: returns when all of its documents are answered. */
    @FunctionalInterface
    public interface Round {
        void run() throws InterruptedException;
    }

    /** Runs it at least once, and for two seconds. */
    public static void repeat(Round round) throws InterruptedException {
        long end = System.nanoTime() + LEAST.toNanos();
        do {
            round.run();
        } while (System.nanoTime() < end);
    }
}
