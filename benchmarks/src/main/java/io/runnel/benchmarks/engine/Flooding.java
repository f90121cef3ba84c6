package io.runnel.benchmarks.engine;

import io.runnel.inference.InferenceEngine;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A flood that is under way, on a thread of its own. */
final class Flooding {
    private final OpenLoad.Flood flood;
    private final Submissions submissions;
    private final CountDownLatch answered = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean over;

    private Flooding(InferenceEngine.Lease engine, OpenLoad.Flood flood) {
        this.flood = flood;
        this.submissions = new Submissions(engine);
        this.thread = new Thread(this::submitAll, "bench-flood");
        this.thread.setDaemon(true);
    }

    /** Submits the flood's documents over and over from now on, a window of them at a time. */
    static Flooding start(InferenceEngine.Lease engine, OpenLoad.Flood flood) {
        Flooding flooding = new Flooding(engine, flood);
        flooding.thread.start();
        return flooding;
    }

    /**
     * Waits until the flood has been answered for the first time.
     *
     * @throws IllegalStateException if that takes longer
     */
    void awaitFirstAnswer(Duration patience) throws InterruptedException {
        if (!answered.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(
                    "The flood has had no answer for "
                            + patience.toSeconds()
                            + " s; expected it under way before anything is measured beside it.");
        }
    }

    /**
     * Ends it, and waits until what it has submitted is answered.
     *
     * @throws IllegalStateException if one of its documents failed
     */
    void end() throws InterruptedException {
        over = true;
        thread.join();
        submissions.requireNoFailure();
    }

    private void submitAll() {
        Semaphore room = new Semaphore(flood.window());
        for (int number = 0; !over && !submissions.failed(); number++) {
            room.acquireUninterruptibly();
            submissions.submit(
                    flood.documents().get(number % flood.documents().size()),
                    System.nanoTime(),
                    () -> {
                        answered.countDown();
                        room.release();
                    });
        }
        room.acquireUninterruptibly(flood.window());
    }
}
