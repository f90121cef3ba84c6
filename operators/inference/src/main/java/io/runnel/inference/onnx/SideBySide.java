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

    /** So many sessions: all of them, or none. */
    static List<GraphLoader.LoadedGraph> open(int count, Opener opener) throws OrtException {
        List<FutureTask<GraphLoader.LoadedGraph>> openings = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            openings.add(LoaderThread.started(opener::open));
        }
        FutureTask<GraphLoader.LoadedGraph> own = new FutureTask<>(opener::open);
        openings.add(own);
        own.run();
        return results(openings);
    }

    private static List<GraphLoader.LoadedGraph> results(
            List<FutureTask<GraphLoader.LoadedGraph>> openings) throws OrtException {
        List<GraphLoader.LoadedGraph> opened = new ArrayList<>();
        Throwable failure = null;
        for (FutureTask<GraphLoader.LoadedGraph> opening : openings) {
            try {
                opened.add(LoaderThread.result(opening));
            } catch (ExecutionException e) {
                failure = failure == null ? e.getCause() : failure;
            }
        }
        if (failure == null) {
            return opened;
        }
        RunPlaces.closeAll(opened);
        throw LoaderThread.refusal(failure);
    }
}
