package io.runnel.jobs.command.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process of a cluster, as any other process of this user can find it.
 *
 * @param started when; a process of the same number that started at another time is not it
 */
public record RunningProcess(String name, long pid, Instant started) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

    static RunningProcess of(String name, ProcessHandle handle) {
        return new RunningProcess(
                name, handle.pid(), handle.info().startInstant().orElse(Instant.EPOCH));
    }

    /** Whether it lives, be it frozen. */
    public boolean isAlive() {
        return handle().isPresent();
    }

    /** Ends it as a power failure would ({@code SIGKILL}); returns when it is gone. */
    public void kill() {
        handle().ifPresent(handle -> endNow(handle));
    }

    /** Asks it to end, and kills it after 20 s. */
    public void stop() {
        Optional<ProcessHandle> handle = handle();
        if (handle.isEmpty()) {
            return;
        }
        handle.get().destroy();
        if (!isGoneWithin(handle.get(), PATIENCE)) {
            endNow(handle.get());
        }
    }

    /** Holds it ({@code SIGSTOP}): it keeps its memory and its connections, and answers nobody. */
    public void freeze() {
        if (isAlive()) {
            Shell.run("kill", "-STOP", Long.toString(pid));
        }
    }

    /** Lets it go on, as if no time had passed; nothing happens if it is gone. */
    public void thaw() {
        if (isAlive()) {
            Shell.attempt("kill", "-CONT", Long.toString(pid));
        }
    }

    private Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> handle.info().startInstant().map(this::isSoon).orElse(true));
    }

    /** The system counts from its own start, whose time each process takes from its clock anew. */
    private boolean isSoon(Instant other) {
        return Duration.between(started, other).abs().compareTo(CLOCK_SLACK) <= 0;
    }

    private static void endNow(ProcessHandle handle) {
        handle.destroyForcibly();
        if (!isGoneWithin(handle, PATIENCE)) {
            throw new IllegalStateException(
                    "Process " + handle.pid() + " is not gone " + PATIENCE + " after SIGKILL.");
        }
    }

    private static boolean isGoneWithin(ProcessHandle handle, Duration limit) {
        try {
            handle.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return !handle.isAlive();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot wait for process " + handle.pid() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !handle.isAlive();
        }
    }
}
