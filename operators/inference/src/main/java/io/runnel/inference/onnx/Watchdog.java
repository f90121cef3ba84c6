package io.runnel.inference.onnx;

import ai.onnxruntime.OrtException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Stops runs that take too long. */
final class Watchdog implements AutoCloseable {
    private final ScheduledThreadPoolExecutor clock;
    private final OpenHandles handles;
    private final Map<TimedRun, ScheduledFuture<?>> running = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    Watchdog(ThreadFactory threads, OpenHandles handles) {
        this.clock = new ScheduledThreadPoolExecutor(1, threads);
        this.clock.setRemoveOnCancelPolicy(true);
        this.handles = handles;
    }

    /**
     * A run that is stopped when this time is over.
     *
     * @throws SessionClosedException after {@link #stopAll()} or {@link #close()}
     */
    TimedRun watch(Duration timeout) throws OrtException {
        TimedRun run = new TimedRun(handles, this::forget);
        try {
            running.put(run, clock.schedule(run::stop, timeout.toNanos(), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            run.close();
            throw new SessionClosedException(
                    "The model registry is closed; no more runs are started.", e);
        }
        if (stopped) {
            run.close();
            throw new SessionClosedException(
                    "The process is ending; no more runs are started.", null);
        }
        return run;
    }

    /** Stops every run that is under way, and lets no other one start. */
    void stopAll() {
        stopped = true;
        running.keySet().forEach(TimedRun::stop);
    }

    /** Whether {@link #stopAll()} was called: then a stopped run says nothing about its time. */
    boolean isStopped() {
        return stopped;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void forget(TimedRun run) {
        ScheduledFuture<?> stop = running.remove(run);
        if (stop != null) {
            stop.cancel(false);
        }
    }
}
