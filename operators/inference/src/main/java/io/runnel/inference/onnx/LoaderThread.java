package io.runnel.inference.onnx;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Threads of their own for loading. Nobody interrupts them: an interrupt, which is how Flink
 * cancels a task, would close the file that a thread reads, and others read it later.
 */
final class LoaderThread {
    private LoaderThread() {}

    /** What a loading gives; waits for its end even if this thread is interrupted meanwhile. */
    static <T> T call(Callable<T> loading) throws IOException, OrtException {
        try {
            return result(started(loading));
        } catch (ExecutionException e) {
            Throwable failure = e.getCause();
            if (failure instanceof IOException unreadable) {
                throw unreadable;
            }
            throw refusal(failure);
        }
    }

    /** A loading that is under way. */
    static <T> FutureTask<T> started(Callable<T> loading) {
        FutureTask<T> task = new FutureTask<>(loading);
        start(task);
        return task;
    }

    /** Starts a thread for it. */
    static void start(Runnable task) {
        Thread thread = new Thread(null, task, "runnel-loader", 0, false);
        thread.setContextClassLoader(LoaderThread.class.getClassLoader());
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * What a loading gave. Does not end early when the thread is interrupted, as what was loaded
     * has to be closed again; the thread stays interrupted.
     */
    static <T> T result(FutureTask<T> loading) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return loading.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** What made ONNX Runtime refuse; throws what is no refusal. */
    static OrtException refusal(Throwable failure) {
        if (failure instanceof OrtException refused) {
            return refused;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        throw new IllegalStateException(failure);
    }
}
