package io.runnel.inference.onnx;

import ai.onnxruntime.OrtException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where runs of a model happen: a place is a copy of the graph and the memory of a run. A thread
 * gets the place that it had before if that is idle, so its CPU still has the place's memory in its
 * cache. There are as many places as there ever were runs at once; they share the copies evenly.
 */
final class RunPlaces {
    private final List<GraphLoader.LoadedGraph> copies;
    private final ConcurrentLinkedDeque<Place> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger made = new AtomicInteger();

    /**
     * @param copies equal graphs, at least one; closed with these places
     */
    RunPlaces(List<GraphLoader.LoadedGraph> copies) {
        this.copies = List.copyOf(copies);
    }

    /** A place for one run of this thread; to be given back. */
    Place take() {
        Thread thread = Thread.currentThread();
        for (Place place : idle) {
            if (place.user == thread && idle.remove(place)) {
                return place;
            }
        }
        if (made.get() < copies.size()) {
            return made(thread);
        }
        Place any = idle.poll();
        if (any == null) {
            return made(thread);
        }
        any.user = thread;
        return any;
    }

    void giveBack(Place place) {
        idle.push(place);
    }

    /** The copy that says what all of them are. */
    GraphLoader.LoadedGraph first() {
        return copies.get(0);
    }

    /** Frees every copy; the first failure is thrown after the last one. */
    void close() throws OrtException {
        closeAll(copies);
    }

    /** Frees every graph; the first failure is thrown after the last one. */
    static void closeAll(List<GraphLoader.LoadedGraph> graphs) throws OrtException {
        OrtException failure = null;
        for (GraphLoader.LoadedGraph graph : graphs) {
            try {
                graph.close();
            } catch (OrtException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private Place made(Thread thread) {
        int number = made.getAndIncrement();
        return new Place(copies.get(number % copies.size()), new RunBuffers(), thread);
    }

    /** A copy of the graph, and memory that no other run uses meanwhile. */
    static final class Place {
        private final GraphLoader.LoadedGraph graph;
        private final RunBuffers buffers;
        private volatile Thread user;

        private Place(GraphLoader.LoadedGraph graph, RunBuffers buffers, Thread user) {
            this.graph = graph;
            this.buffers = buffers;
            this.user = user;
        }

        GraphLoader.LoadedGraph graph() {
            return graph;
        }

        RunBuffers buffers() {
            return buffers;
        }
    }
}
