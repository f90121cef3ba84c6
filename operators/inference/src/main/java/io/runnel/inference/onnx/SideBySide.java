package io.runnel.inference.onnx;

import ai.onnxruntime.OrtException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Opens sessions on one graph at once: opening one takes one CPU, and a start waits for all. */
final class SideBySide {
    private SideBySide() {}

    /** Opens one session. For any thread. */
    @FunctionalInterface
    interface Opener {
        GraphLoader.LoadedGraph open() throws OrtException;
    }

    /**
     * So many sessions: all of them, or none. Does not end early when the thread is interrupted, as
     * what others are opening has to be closed again; the thread stays interrupted.
     */
    static List<GraphLoader.LoadedGraph> open(int count, Opener opener) throws OrtException {
        List<FutureTask<GraphLoader.LoadedGraph>> openings = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            openings.add(started(opener));
        }
        FutureTask<GraphLoader.LoadedGraph> own = new FutureTask<>(opener::open);
        openings.add(own);
        own.run();
        return results(openings);
    }

    private static FutureTask<GraphLoader.LoadedGraph> started(Opener opener) {
        FutureTask<GraphLoader.LoadedGraph> opening = new FutureTask<>(opener::open);
        Thread thread = new Thread(null, opening, "runnel-loader", 0, false);
        thread.setContextClassLoader(SideBySide.class.getClassLoader());
        thread.setDaemon(true);
        thread.start();
        return opening;
    }

    private static List<GraphLoader.LoadedGraph> results(
            List<FutureTask<GraphLoader.LoadedGraph>> openings) throws OrtException {
        List<GraphLoader.LoadedGraph> opened = new ArrayList<>();
        Throwable failure = null;
        for (FutureTask<GraphLoader.LoadedGraph> opening : openings) {
            try {
                opened.add(result(opening));
            } catch (ExecutionException e) {
                failure = failure == null ? e.getCause() : failure;
            }
        }
        if (failure == null) {
            return opened;
        }
        RunPlaces.closeAll(opened);
        if (failure instanceof OrtException refused) {
            throw refused;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    private static GraphLoader.LoadedGraph result(FutureTask<GraphLoader.LoadedGraph> opening)
            throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return opening.get();
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
}
