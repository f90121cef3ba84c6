package io.runnel.benchmarks.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Threads that do one piece of work together. */
public final class Callers {
    private Callers() {}

    /** What each of them does. */
    @FunctionalInterface
    public interface Call {
        /**
         * Does the work of one of them.
         *
         * @param caller its number, from 0
         */
        void run(int caller) throws InterruptedException;
    }

    /**
     * Lets so many threads work and waits until all are done.
     *
     * @param name of the threads, behind {@code bench-}
     * @return how many seconds that took
     * @throws IllegalStateException if one of them failed, whatever it threw: its work is not done
     */
    public static double run(String name, int callers, Call call) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            int caller = i;
            Thread thread =
                    new Thread(
                            () -> {
                                try {
                                    call.run(caller);
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                    failure.compareAndSet(null, e);
                                } catch (RuntimeException | Error e) {
                                    failure.compareAndSet(null, e);
                                }
                            },
                            "bench-" + name + "-" + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        long start = System.nanoTime();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Throwable cause = failure.get();
        if (cause != null) {
            String what = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            throw new IllegalStateException("A thread of '" + name + "' failed: " + what, cause);
        }
        return seconds;
    }
}
