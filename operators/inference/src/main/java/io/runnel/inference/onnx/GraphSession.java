package io.runnel.inference.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * One loaded graph of a model that writes, in one or more copies. Any number of runs at once;
 * closing waits for them.
 */
final class GraphSession {
    private final RunPlaces places;
    private final OpenHandles handles;
    private final Map<String, NodeInfo> inputs;
    private final Map<String, NodeInfo> outputs;
    private final LongAdder nanos = new LongAdder();
    private final ReentrantReadWriteLock leases = new ReentrantReadWriteLock();
    private boolean closed;

    private GraphSession(RunPlaces places, OpenHandles handles) throws OrtException {
        this.places = places;
        this.handles = handles;
        this.inputs = places.first().session().getInputInfo();
        this.outputs = places.first().session().getOutputInfo();
    }

    /**
     * Loads a graph.
     *
     * @throws IllegalArgumentException if it cannot be loaded
     */
    static GraphSession open(
            OrtEnvironment environment, Path graph, SessionPlan plan, OpenHandles handles) {
        try {
            GraphLoader loader = new GraphLoader(environment, GraphCache.none(), handles);
            RunPlaces places = new RunPlaces(loader.load(graph, plan));
            boolean complete = false;
            try {
                GraphSession opened = new GraphSession(places, handles);
                complete = true;
                return opened;
            } finally {
                if (!complete) {
                    places.close();
                }
            }
        } catch (OrtException e) {
            throw new IllegalArgumentException(
                    "Graph " + graph + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    Map<String, NodeInfo> inputs() {
        return inputs;
    }

    Map<String, NodeInfo> outputs() {
        return outputs;
    }

    /** Reads what a run has given, as long as its tensors live. */
    interface Reader<T> {
        T read(OrtSession.Result result) throws OrtException;
    }

    /**
     * Runs the graph.
     *
     * @param wanted outputs that the runtime makes room for
     * @param pinned outputs that are written where these tensors are
     * @throws SessionClosedException if it is closed
     */
    <T> T run(
            Map<String, OnnxTensor> given,
            Set<String> wanted,
            Map<String, OnnxTensor> pinned,
            TimedRun run,
            Reader<T> reader)
            throws OrtException {
        leases.readLock().lock();
        try {
            if (closed) {
                throw new SessionClosedException("The model's session is closed.", null);
            }
            RunPlaces.Place place = places.take();
            try {
                OrtSession graph = place.graph().session();
                long start = System.nanoTime();
                OrtSession.Result result = graph.run(given, wanted, pinned, run.options());
                nanos.add(System.nanoTime() - start);
                return read(result, reader);
            } finally {
                places.giveBack(place);
            }
        } finally {
            leases.readLock().unlock();
        }
    }

    private <T> T read(OrtSession.Result result, Reader<T> reader) throws OrtException {
        handles.opened(result);
        try (result) {
            return reader.read(result);
        } finally {
            handles.closed();
        }
    }

    /** How long all runs took so far, in ONNX Runtime alone. */
    long nanos() {
        return nanos.sum();
    }

    /** Frees native memory once no run is under way. */
    void close() {
        leases.writeLock().lock();
        try {
            closed = true;
            places.close();
        } catch (OrtException e) {
            throw new IllegalStateException(
                    "ONNX Runtime does not close a session: " + e.getMessage(), e);
        } finally {
            leases.writeLock().unlock();
        }
    }
}
