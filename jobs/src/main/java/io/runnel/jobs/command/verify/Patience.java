package io.runnel.jobs.command.verify;

import io.runnel.jobs.command.CommandFailure;
import io.runnel.jobs.command.Interruption;
import io.runnel.jobs.command.cluster.FlinkRest;
import java.io.IOException;
import java.time.Duration;

/**
 * Waits for what has to come about in a cluster: until it holds, the time is over, or somebody asks
 * to stop. A JobManager that is busy or away is asked again.
 */
record Patience(Duration limit, Interruption interruption) {
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** What has to come about. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /**
     * Returns when the condition holds.
     *
     * @param what as in a sentence: {@code the job reads}
     * @throws CommandFailure if it does not in time, or somebody asks to stop
     */
    void await(String what, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        FlinkRest.NotReadyException away = null;
        while (true) {
            try {
                if (condition.holds()) {
                    return;
                }
                away = null;
            } catch (FlinkRest.NotReadyException e) {
                away = e;
            }
            if (System.nanoTime() > deadline) {
                throw new CommandFailure(
                        "Expected that " + what + " within " + limit + "; it did not happen.",
                        away);
            }
            pause(PAUSE);
        }
    }

    /**
     * Lets so much time pass.
     *
     * @throws CommandFailure if somebody asks to stop
     */
    void pause(Duration length) throws InterruptedException {
        if (interruption.await(length)) {
            throw new CommandFailure("Interrupted before the end.");
        }
    }
}
